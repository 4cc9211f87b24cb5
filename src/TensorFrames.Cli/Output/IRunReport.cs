namespace TensorFrames.Cli.Output;

/// <summary>What <c>run</c> did, for people or for programs.</summary>
internal interface IRunReport
{
    void WriteJson(TextWriter output);

    void WriteText(TextWriter output);
}
