using System.Globalization;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Page;

/// <summary>By what command, of what commit and on what machine figures were measured, as it stands below each picture.</summary>
internal static class Source
{
    internal static string Of(ResultFile file) => Of(file.Command, file.Commit, file.Date, file.Machine);

    internal static string Of(string command, string commit, DateTime date, Machine machine) => string.Create(CultureInfo.InvariantCulture,
        $"*`{command}`, commit {commit}, {date:yyyy-MM-dd}, {machine.Processor}, {machine.Cores} cores, {machine.Compiler}*");
}
