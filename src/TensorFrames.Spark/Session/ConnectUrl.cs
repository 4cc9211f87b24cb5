using Grpc.Core;

namespace TensorFrames.Spark;

/// <summary>
/// Where a session goes, as Spark writes it: <c>sc://host:port/;use_ssl=true;token=…;user_id=…;user_agent=…;session_id=…</c>.
/// Other parameters travel as headers.
/// </summary>
internal sealed record ConnectUrl
{
    internal const int DefaultPort = 15002;

    internal required string Host { get; init; }

    internal required int Port { get; init; }

    internal bool Tls { get; init; }

    internal string? Token { get; init; }

    internal string? UserId { get; init; }

    internal string? UserAgent { get; init; }

    internal Guid? SessionId { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    internal Uri Address => new UriBuilder(Tls ? "https" : "http", Host, Port).Uri;

    /// <exception cref="SparkConnectionException">It is no such URL; the message says which part.</exception>
    internal static ConnectUrl Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        const string scheme = "sc://";
        if (!url.StartsWith(scheme, StringComparison.Ordinal))
        {
            throw Bad(url, "it must begin with sc://");
        }

        var slash = url.IndexOf('/', scheme.Length);
        var authority = slash < 0 ? url[scheme.Length..] : url[scheme.Length..slash];
        var path = slash < 0 ? "" : url[(slash + 1)..];
        if ((path.Length > 0 && path[0] != ';') || authority.Contains(';', StringComparison.Ordinal))
        {
            throw Bad(url, "parameters come after '/;', as in sc://host:15002/;token=…");
        }

        var (host, port) = HostAndPort(url, authority);
        var result = new ConnectUrl { Host = host, Port = port }.With(url, path);
        try
        {
            _ = result.Address;
        }
        catch (UriFormatException)
        {
            throw Bad(url, "the host is no name or address");
        }

        return result;
    }

    private ConnectUrl With(string url, string parameters)
    {
        var result = this;
        var headers = new List<KeyValuePair<string, string>>();
        bool? tls = null;
        foreach (var parameter in parameters.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            // Without a key it may be a token, so it is not quoted.
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw Bad(url, "a parameter is no key=value");
            }

            var (key, value) = (parameter[..equals], Uri.UnescapeDataString(parameter[(equals + 1)..]));
            switch (key)
            {
                case "use_ssl":
                    tls = bool.TryParse(value, out var on) ? on : throw Bad(url, "use_ssl is true or false");
                    break;
                case "token":
                    result = result with { Token = value };
                    break;
                case "user_id":
                    result = result with { UserId = value };
                    break;
                case "user_agent":
                    result = result with { UserAgent = value };
                    break;
                case "session_id":
                    result = result with { SessionId = Guid.TryParse(value, out var id) ? id : throw Bad(url, "session_id is a UUID") };
                    break;
                default:
                    headers.Add(Header(url, key.ToLowerInvariant(), value));
                    break;
            }
        }

        // A token goes over TLS, unless the URL says otherwise on purpose.
        return result with { Tls = tls ?? result.Token is not null, Headers = headers };
    }

    private static KeyValuePair<string, string> Header(string url, string key, string value)
    {
        try
        {
            var entry = new Metadata.Entry(key, value);
            return new(entry.Key, entry.Value);
        }
        catch (ArgumentException)
        {
            throw Bad(url, "a header's name is of letters, digits, '.', '_' and '-', and does not end in -bin, which means bytes");
        }
    }

    private static (string Host, int Port) HostAndPort(string url, string authority)
    {
        // [::1]:15002 and [::1]
        var colon = authority.StartsWith('[') ? authority.IndexOf("]:", StringComparison.Ordinal) + 1 : authority.LastIndexOf(':');
        var host = colon > 0 ? authority[..colon] : authority;
        if (host.Length == 0)
        {
            throw Bad(url, "the host is missing");
        }

        return colon <= 0 ? (host, DefaultPort)
            : int.TryParse(authority[(colon + 1)..], out var port) && port is > 0 and < 65536 ? (host, port)
            : throw Bad(url, "what comes after the last ':' is no port");
    }

    private static SparkConnectionException Bad(string url, string why)
    {
        // A token stays out of messages and logs, wherever it was put: no more than host and port is shown.
        var start = url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var length = url.AsSpan(start).IndexOfAny(";/?#") is >= 0 and var end ? end : url.Length - start;
        var shown = url.AsSpan(start, length).Contains('@') ? 0 : length;
        return new($"'{url[..(start + shown)]}{(start + shown < url.Length ? "…" : "")}' is no Spark Connect URL: {why}. Fix: sc://host:{DefaultPort}/;user_id=me");
    }
}
