using Grpc.Core;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>The session's end.</summary>
public sealed partial class SparkSession
{
    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(10);
    private int _stopped;

    /// <summary>
    /// Ends the session: running operations stop, views, settings and artifacts go. From 4.0 on the server forgets it at once;
    /// 3.5 has no call for that, so operations are interrupted and the server drops the session when it has been idle.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        try
        {
            var call = Client.Call(cancellationToken).WithDeadline(DateTime.UtcNow + s_stopTimeout);
            if (SparkVersion.AtLeast(4, 0))
            {
                await Client.Service.ReleaseSessionAsync(Client.Named(new ReleaseSessionRequest()), call).ResponseAsync.ConfigureAwait(false);
            }
            else
            {
                await Client.Service.InterruptAsync(
                    Client.Named(new InterruptRequest { InterruptType = InterruptRequest.Types.InterruptType.All }), call).ResponseAsync.ConfigureAwait(false);
            }
        }
        catch (RpcException e)
        {
            // A server that is gone has forgotten the session too.
            SparkLog.NotReleased(Client.Logger, SessionId, e);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            Client.Dispose();
        }
    }

    /// <summary>As <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);
}
