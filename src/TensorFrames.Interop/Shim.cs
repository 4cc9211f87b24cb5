using System.Runtime.InteropServices;

namespace TensorFrames.Interop;

/// <summary>The shim's functions, in the order and under the names of native/include/tfn.h, which states who owns what.</summary>
internal static unsafe partial class Shim
{
    internal const string Library = "tfn";
    internal const int AbiVersion = 4;

    // success: the library's number; one that is not AbiVersion must not be used.
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int tfn_abi_version();

    // before: strings are the caller's. success, failure: they still are.
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial Status tfn_environment_set(string name, string? value, ErrorText* error);

    // before, success, failure: nothing is owned; the setting is the process's and stays.
    [LibraryImport(Library)]
    internal static partial Status tfn_malloc_keep(long bytes, ErrorText* error);

    // before, success: nothing is owned; what other threads write meanwhile is lost too.
    [LibraryImport(Library)]
    internal static partial void tfn_stderr_mute(int muted);

    // before: `library` is the caller's. success: `runtime` is the caller's, to be closed once. failure: invalid handle.
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial Status tfn_runtime_open(string library, out RuntimeHandle runtime, ErrorText* error);

    // before: no graph, session or plan of it is open. success: handle gone; the library stays mapped.
    [LibraryImport(Library)]
    internal static partial void tfn_runtime_close(nint runtime);

    // before, success: `info` is the caller's, filled.
    [LibraryImport(Library)]
    internal static partial void tfn_runtime_describe(RuntimeHandle runtime, RuntimeInfo* info);

    // before, success: `counters` is the caller's, filled.
    [LibraryImport(Library)]
    internal static partial void tfn_runtime_counters(RuntimeHandle runtime, Counters* counters);

    // before, success: idle pooled blocks are the shim's; they go back to malloc.
    [LibraryImport(Library)]
    internal static partial void tfn_runtime_trim(RuntimeHandle runtime);

    // success: `bytes` is the caller's, to be freed. failure: {null, 0}.
    [LibraryImport(Library)]
    internal static partial Status tfn_runtime_op_list(RuntimeHandle runtime, NativeBytes* bytes, ErrorText* error);

    // before: `bytes` is the caller's. success: memory gone, {null, 0}: twice is once.
    [LibraryImport(Library)]
    internal static partial void tfn_bytes_free(NativeBytes* bytes);

    // before: tokens belong to the shim. success: each returned token is the caller's again, exactly once.
    [LibraryImport(Library)]
    internal static partial int tfn_runtime_drain(RuntimeHandle runtime, ulong* tokens, int capacity);

    // before: bytes are the caller's. success: `graph` is the caller's; bytes are no longer needed. failure: invalid handle.
    [LibraryImport(Library)]
    internal static partial Status tfn_graph_import(
        RuntimeHandle runtime, byte* graphDef, long length, out GraphHandle graph, ErrorText* error);

    // before: the handle is the caller's. success: handle gone; sessions made from it keep the graph alive.
    [LibraryImport(Library)]
    internal static partial void tfn_graph_close(nint graph);

    // before, success, failure: all memory is the caller's.
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial Status tfn_graph_output(
        GraphHandle graph, string operation, int index, out int outputCount, out int dtype, out int rank,
        long* dims, int capacity, ErrorText* error);

    // success: `graph` is the caller's, empty. failure: invalid handle.
    [LibraryImport(Library)]
    internal static partial Status tfn_graph_new(RuntimeHandle runtime, out GraphHandle graph, ErrorText* error);

    // before: the node and all it points at are the caller's. success: they are no longer needed; the graph has the
    // operation. failure: the graph is as it was; error->Index names the input at fault, if one.
    [LibraryImport(Library)]
    internal static partial Status tfn_graph_add(GraphHandle graph, Node* node, out int outputCount, ErrorText* error);

    // before: all memory is the caller's, and no operation's name begins with the prefix. success: it is no longer needed.
    // failure: the graph is as it was; error->Index names the pair at fault, if one.
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial Status tfn_graph_append(
        GraphHandle graph, byte* graphDef, long length, string prefix, Port* from, Port* to, int count, ErrorText* error);

    // success: `bytes` is the caller's, to be freed. failure: {null, 0}.
    [LibraryImport(Library)]
    internal static partial Status tfn_graph_write(GraphHandle graph, NativeBytes* bytes, ErrorText* error);

    // before: `config` is the caller's. success: `session` is the caller's and keeps the graph alive; config is no longer
    // needed. failure: invalid handle.
    [LibraryImport(Library)]
    internal static partial Status tfn_session_open(
        GraphHandle graph, byte* config, long length, out SessionHandle session, ErrorText* error);

    // before: the handle is the caller's. success: handle gone; with its last plan the session ends.
    [LibraryImport(Library)]
    internal static partial void tfn_session_close(nint session);

    // before: ports are the caller's. success: `plan` is the caller's and keeps the session alive; ports are no longer
    // needed. failure: invalid handle.
    [LibraryImport(Library)]
    internal static partial Status tfn_plan_open(
        SessionHandle session, Port* feeds, int feedCount, Port* fetches, int fetchCount, PlanFlags flags,
        out PlanHandle plan, ErrorText* error);

    // before: the handle is the caller's; no run of it is in flight. success: handle gone.
    [LibraryImport(Library)]
    internal static partial void tfn_plan_close(nint plan);

    // before: the caller pins every feed's memory and keeps the plan open. success: result->Outputs is the caller's;
    // while result->LeaseHeld the pins stay until the token is drained, otherwise they may go at once. failure: Outputs
    // is null, fetches are zeros; LeaseHeld tells the same.
    [LibraryImport(Library)]
    internal static partial Status tfn_plan_run(
        nint plan, Feed* feeds, Fetch* fetches, ulong token, RunFlags flags, RunResult* result, ErrorText* error);

    // before: the caller pins every feed's memory and keeps the plan open; rows->Stop may be written by any thread.
    // success: result->Outputs is the caller's and owns fetches and their sizes; LeaseHeld as for tfn_plan_run. failure:
    // Outputs is null, fetches are zeros, rows->Failed names the row or group; LeaseHeld tells the same.
    [LibraryImport(Library)]
    internal static partial Status tfn_plan_run_rows(
        nint plan, Rows* rows, Feed* feeds, Fetch* fetches, ulong token, RunFlags flags, RunResult* result, ErrorText* error);

    // before: `outputs` is the caller's; nobody reads the fetches any more. success: handle and memory gone; may let go of
    // the run's lease.
    [LibraryImport(Library)]
    internal static partial void tfn_outputs_release(nint outputs);
}
