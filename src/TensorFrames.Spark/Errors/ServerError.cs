using System.Buffers;
using System.Text.Json;
using Google.Rpc;
using Grpc.Core;

namespace TensorFrames.Spark;

/// <summary>
/// What a failed call's status says (grpc-status-details-bin): the message, cut to 2,048 characters by the server, and the
/// facts beside it.
/// </summary>
internal sealed class ServerError
{
    private static readonly SearchValues<char> s_classCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
    private static readonly Dictionary<string, string> s_none = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata;

    internal ServerError(RpcException error)
    {
        Error = error;
        var status = error.GetRpcStatus();
        var info = status?.GetDetail<ErrorInfo>();
        _metadata = info is null ? s_none : new Dictionary<string, string>(info.Metadata, StringComparer.Ordinal);
        JavaClass = info?.Reason is { Length: > 0 } reason ? reason : null;
        Message = status?.Message is { Length: > 0 } message ? message : error.Status.Detail;
    }

    internal RpcException Error { get; }

    internal string Message { get; }

    internal string? JavaClass { get; }

    internal string? ErrorId => Value("errorId");

    internal string? ErrorClass => Value("errorClass") ?? Bracketed(Message.TrimStart());

    internal string? SqlState => Value("sqlState");

    internal string? StackTrace => Value("stackTrace");

    internal IReadOnlyDictionary<string, string> Parameters =>
        Value("messageParameters") is { } json ? Strings(json) : s_none;

    /// <summary>Whether Spark itself answered, rather than the way to it failed.</summary>
    internal bool IsSparks => JavaClass is not null;

    /// <summary>Whether the message names this condition, INVALID_HANDLE.OPERATION_NOT_FOUND for instance.</summary>
    internal bool Is(string condition) =>
        string.Equals(ErrorClass, condition, StringComparison.Ordinal) || Error.Status.Detail.Contains(condition, StringComparison.Ordinal);

    private string? Value(string key) => _metadata.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    // Spark's texts begin with their class: [PARSE_SYNTAX_ERROR] Syntax error at …
    private static string? Bracketed(string message)
    {
        var end = message.StartsWith('[') ? message.IndexOf(']', StringComparison.Ordinal) : -1;
        return end > 1 && message.AsSpan(1, end - 1).IndexOfAnyExcept(s_classCharacters) < 0 ? message[1..end] : null;
    }

    private static Dictionary<string, string> Strings(string json)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                result[property.Name] = property.Value.ToString();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut by the server's limit on metadata: what is left is no JSON.
        }

        return result;
    }
}
