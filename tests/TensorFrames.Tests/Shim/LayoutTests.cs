using System.Reflection;
using System.Runtime.InteropServices;
using TensorFrames.Interop;
using Xunit;
using Imports = TensorFrames.Interop.Shim;

namespace TensorFrames.Tests.Shim;

/// <summary>Both sides of the border say the same: functions, numbers, structs (native/src/abi.c asserts these very sizes).</summary>
public sealed unsafe class LayoutTests
{
    [Fact]
    public void Each_function_of_the_header_is_imported_and_no_other() => Assert.Equal(
        Header.Functions.Order(StringComparer.Ordinal),
        typeof(Imports).GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Select(m => m.Name)
            .Where(name => name.StartsWith("tfn_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_version_is_the_headers() => Assert.Equal(
        [Header.Numbers["ABI_VERSION"], Header.Numbers["ABI_VERSION"]], new[] { Imports.AbiVersion, Imports.tfn_abi_version() });

    [Fact]
    public void Codes_layouts_reasons_and_flags_have_the_headers_numbers()
    {
        Same<Status>("");
        Same<Layout>("");
        Same<CopyCause>("COPY_", nameof(CopyCause.Borrowed));
        Same<PlanFlags>("PLAN_", nameof(PlanFlags.None));
        Same<RunFlags>("RUN_", nameof(RunFlags.None));
        Assert.Equal((Header.Numbers["BORROWED"], Header.Numbers["ALIASED"]), ((int)CopyCause.Borrowed, Fetch.Aliased));
    }

    [Fact]
    public void Structs_have_the_sizes_of_C() => Assert.Equal(
        [4096, 64, 120, 16, 16, 24, 64, 64, 56, 16, 48, 8, 48],
        new[] { sizeof(ErrorText), sizeof(RuntimeInfo), sizeof(Counters), sizeof(NativeBytes), sizeof(Port), sizeof(NodeAttr), sizeof(Node), sizeof(Feed), sizeof(Fetch), sizeof(RunResult), sizeof(RowFeed), sizeof(RowFetch), sizeof(Rows) });

    [Fact]
    public void Fields_lie_where_C_has_them() => Assert.Equal(
        [8, 8, 112, 8, 8, 16, 48, 40, 60, 32, 48, 12, 40, 40],
        new[]
        {
            At<ErrorText>(nameof(ErrorText.Bytes)), At<RuntimeInfo>(nameof(RuntimeInfo.VersionBytes)), At<Counters>(nameof(Counters.PendingLeases)),
            At<NativeBytes>(nameof(NativeBytes.Length)), At<Port>(nameof(Port.Index)), At<NodeAttr>(nameof(NodeAttr.Length)), At<Node>(nameof(Node.InputCount)), At<Feed>(nameof(Feed.Dims)), At<Feed>(nameof(Feed.Reason)),
            At<Fetch>(nameof(Fetch.Count)), At<Fetch>(nameof(Fetch.Flags)), At<RunResult>(nameof(RunResult.PendingLeases)),
            At<RowFeed>(nameof(RowFeed.Whole)), At<Rows>(nameof(Rows.Failed)),
        });

    private static int At<T>(string field) => (int)Marshal.OffsetOf<T>(field);

    private static void Same<T>(string prefix, params string[] except)
        where T : struct, Enum => Assert.All(Enum.GetValues<T>().Where(v => !except.Contains(v.ToString())),
            value => Assert.Equal(Header.Numbers[prefix + Upper(value.ToString())], Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)));

    // CopyFeeds → COPY_FEEDS.
    private static string Upper(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));
}
