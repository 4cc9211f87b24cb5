namespace TensorFrames.Models.Checkpoints;

/// <summary>Of several ways to match keys, the one with the most of them; two that are as good and differ are none.</summary>
/// <param name="fits">Whether a value of the checkpoint has the dtype and shape that the model's own had.</param>
internal sealed class BestMatch(Func<string, string, bool> fits)
{
    // Far more than any real checkpoint needs; a hostile one comes to an end.
    private const long MostLookups = 1 << 26;
    private long _lookups;
    private Dictionary<string, string> _best = new(StringComparer.Ordinal);
    private (int Fitting, int All) _score;

    /// <summary>Two keys between which nothing decides; null where nothing has to.</summary>
    public (string One, string Other)? Between { get; private set; }

    /// <summary>Whether any key was matched.</summary>
    public bool IsFound => _score.All > 0;

    /// <summary>The model's key → the checkpoint's.</summary>
    public IReadOnlyDictionary<string, string> Keys => Between is null ? _best : new Dictionary<string, string>();

    /// <summary>Counts lookups before they are made; false once there were too many of all together.</summary>
    public bool Spend(long lookups) => (_lookups += lookups) <= MostLookups;

    public void Offer(Dictionary<string, string> match)
    {
        var score = (match.Count(m => fits(m.Key, m.Value)), match.Count);
        if (score.CompareTo(_score) > 0)
        {
            (_best, _score, Between) = (match, score, null);
        }
        else if (score == _score && Between is null && match.FirstOrDefault(m => _best.GetValueOrDefault(m.Key) != m.Value) is { Key: { } key } other)
        {
            Between = (_best.GetValueOrDefault(key) ?? _best.Values.First(), other.Value);
        }
    }
}
