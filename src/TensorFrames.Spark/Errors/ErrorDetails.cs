using System.Text;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>An error in full, from FetchErrorDetails: the exceptions from the root to its last cause.</summary>
internal sealed class ErrorDetails
{
    private readonly List<FetchErrorDetailsResponse.Types.Error> _chain = [];

    private ErrorDetails(FetchErrorDetailsResponse response)
    {
        // The indexes are the server's word: followed only as far as they lead somewhere new.
        var index = response.RootErrorIdx;
        while (index >= 0 && index < response.Errors.Count && _chain.Count < response.Errors.Count)
        {
            _chain.Add(response.Errors[index]);
            index = _chain[^1].HasCauseIdx ? _chain[^1].CauseIdx : -1;
        }
    }

    /// <summary>The first error class on the way down, the most special description of what was wrong.</summary>
    internal FetchErrorDetailsResponse.Types.SparkThrowable? Throwable =>
        _chain.Select(error => error.SparkThrowable).FirstOrDefault(throwable => throwable is { HasErrorClass: true, ErrorClass.Length: > 0 });

    internal string? JavaClass => _chain[0].ErrorTypeHierarchy.FirstOrDefault();

    /// <summary>The root's message, and those of its causes that say something new.</summary>
    internal string Message
    {
        get
        {
            var text = new StringBuilder(_chain[0].Message);
            foreach (var cause in _chain.Skip(1))
            {
                if (cause.Message.Length > 0 && !text.ToString().Contains(cause.Message, StringComparison.Ordinal))
                {
                    text.Append("\nCaused by: ").Append(cause.Message);
                }
            }

            return text.ToString();
        }
    }

    internal string StackTrace
    {
        get
        {
            var text = new StringBuilder();
            foreach (var error in _chain)
            {
                text.Append(text.Length > 0 ? "Caused by: " : "").Append(error.ErrorTypeHierarchy.FirstOrDefault()).Append(": ").Append(error.Message).Append('\n');
                foreach (var frame in error.StackTrace)
                {
                    text.Append("\tat ").Append(frame.DeclaringClass).Append('.').Append(frame.MethodName)
                        .Append('(').Append(frame.FileName).Append(':').Append(frame.LineNumber).Append(")\n");
                }
            }

            return text.ToString();
        }
    }

    /// <summary>Null where the server kept nothing of the error.</summary>
    internal static ErrorDetails? Of(FetchErrorDetailsResponse response) =>
        response.HasRootErrorIdx && new ErrorDetails(response) is { _chain.Count: > 0 } details ? details : null;
}
