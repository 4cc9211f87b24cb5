namespace TensorFrames.Cli.Output;

/// <summary>What a command found or did, for people or for programs.</summary>
internal interface IReport
{
    void WriteJson(TextWriter output);

    void WriteText(TextWriter output);

    /// <summary>Either, as the command was asked.</summary>
    void Write(bool json, TextWriter output)
    {
        if (json)
        {
            WriteJson(output);
        }
        else
        {
            WriteText(output);
        }
    }
}
