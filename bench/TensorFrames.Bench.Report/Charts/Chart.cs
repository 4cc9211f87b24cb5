namespace TensorFrames.Bench.Report.Charts;

/// <summary>What a picture shows, before it has colours: the same numbers make the table below it.</summary>
/// <param name="Title">What is compared.</param>
/// <param name="Axis">The values' axis with its unit.</param>
internal abstract record Chart(string Title, string Axis);
