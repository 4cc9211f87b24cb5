namespace TensorFrames.Bench.Check;

/// <summary>One figure and the limit it must keep.</summary>
internal sealed record Gate(string Name, double Figure, double Limit, bool AtLeast, string Unit, string Note)
{
    internal bool Holds => AtLeast ? Figure >= Limit : Figure <= Limit;

    internal static Gate Least(string name, double figure, double limit, string note = "", string unit = "") => new(name, figure, limit, true, unit, note);

    internal static Gate Most(string name, double figure, double limit, string note = "", string unit = "") => new(name, figure, limit, false, unit, note);

    /// <summary>Reported, never failed.</summary>
    internal static Gate Reported(string name, double figure, string note = "", string unit = "") => new(name, figure, double.NegativeInfinity, true, unit, note);

    public override string ToString()
    {
        var limit = double.IsInfinity(Limit) ? "" : $"{(AtLeast ? "≥" : "≤")} {Number(Limit)}{Unit}";
        return $"  {Name,-54} {Number(Figure) + Unit,10}  {limit,-10}  {(double.IsInfinity(Limit) ? "-" : Holds ? "ok" : "FAILED"),-6}  {Note}";
    }

    private static string Number(double value) => value == Math.Truncate(value) ? value.ToString("N0") : value.ToString(Math.Abs(value) < 10 ? "N3" : "N1");
}
