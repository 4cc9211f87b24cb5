namespace TensorFrames.Spark.Tests.Session;

public sealed class ConnectionFailureTests
{
    private static readonly SparkSessionOptions s_hurried = new() { ConnectTimeout = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task Where_nothing_listens_the_error_says_what_to_check()
    {
        var error = await Assert.ThrowsAsync<SparkConnectionException>(() => SparkSession.ConnectAsync("sc://127.0.0.1:9", s_hurried, TestContext.Current.CancellationToken));
        Assert.Contains("127.0.0.1:9", error.Message, StringComparison.Ordinal);
        Assert.Contains("Check that it runs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_speaks_no_gRPC_is_told_apart_from_a_hang()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        await Assert.ThrowsAsync<SparkConnectionException>(() => SparkSession.ConnectAsync($"sc://127.0.0.1:{port}", s_hurried, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Connecting_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SparkSession.ConnectAsync("sc://127.0.0.1:9", null, cancel.Token));
    }

    [Theory, EverySpark]
    public async Task A_client_without_TLS_is_told_by_a_TLS_URL(Spark spark)
    {
        var url = (await spark.UrlAsync()) + ";use_ssl=true";
        var error = await Assert.ThrowsAsync<SparkConnectionException>(() => SparkSession.ConnectAsync(url, s_hurried, TestContext.Current.CancellationToken));
        Assert.Contains("TLS", error.Message, StringComparison.Ordinal);
    }
}
