using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TensorFrames.Tests.Engine;

/// <summary>A logger that keeps its lines, or throws them back.</summary>
internal sealed class LogLines : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    internal bool Throws { get; init; }

    internal IReadOnlyList<string> At(LogLevel level) => [.. _lines.Where(l => l.Level == level).Select(l => l.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (Throws)
        {
            throw new NotSupportedException("no log, please");
        }

        _lines.Enqueue((logLevel, formatter(state, exception)));
    }
}
