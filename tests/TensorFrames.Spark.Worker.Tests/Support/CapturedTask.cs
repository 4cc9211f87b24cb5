using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>One task of a captured connection: what was recorded, with our own function in place of the Python one.</summary>
/// <param name="Bytes">Header and data section, up to the JVM's end mark.</param>
/// <param name="Data">The data section alone.</param>
internal sealed record CapturedTask(byte[] Bytes, byte[] Data)
{
    internal static IEnumerable<CapturedTask> Of(Capture capture)
    {
        var bytes = capture.ToWorker;
        using var stream = new MemoryStream(bytes) { Position = capture.HeaderOffset };
        var headers = new HeaderReader(SparkHint.From(capture.Variable));
        while (true)
        {
            var start = (int)stream.Position;
            if (headers.Read(stream) is not { } header)
            {
                yield break;
            }

            var (at, end) = ((int)stream.Position, DataSection.End(bytes, (int)stream.Position, header));
            var data = bytes[at..end];
            yield return new([.. Spliced(bytes.AsSpan(start, at - start), header, data), .. data, .. bytes.AsSpan(end, 4)], data);
            stream.Position = end + 4;
        }
    }

    private static byte[] Spliced(ReadOnlySpan<byte> header, ParsedHeader parsed, byte[] data)
    {
        var framed = parsed.Spark >= SparkVersion.V43;
        var rest = framed ? header[8..] : header;
        var fields = new Fields();
        Replace(fields, ref rest, new Fields().String(parsed.Tag.Text).ToArray(), new Fields().String($"tensorframes;proto=1;spark={parsed.Spark}.0").ToArray());
        foreach (var function in parsed.Task.Functions)
        {
            var ours = new Fields().Bytes(EchoTasks.Command(data, parsed.Task.EvalType, function.Arguments)).ToArray();
            foreach (var command in (ReadOnlyMemory<byte>[])[function.Command, .. function.Then])
            {
                Replace(fields, ref rest, new Fields().Bytes(command.Span).ToArray(), ours);
            }
        }

        var spliced = fields.Add(rest).ToArray();
        return framed ? [.. new Fields().Int(Marker.StartOfInitMessage).Int(spliced.Length).ToArray(), .. spliced] : spliced;
    }

    /// <summary>Copies up to the next <paramref name="old"/> and puts the other in its place.</summary>
    private static void Replace(Fields fields, ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> old, ReadOnlySpan<byte> other)
    {
        var at = rest.IndexOf(old);
        Assert.NotEqual(-1, at);
        fields.Add(rest[..at]).Add(other);
        rest = rest[(at + old.Length)..];
    }
}
