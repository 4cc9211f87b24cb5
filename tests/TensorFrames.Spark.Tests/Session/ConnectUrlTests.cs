namespace TensorFrames.Spark.Tests.Session;

public sealed class ConnectUrlTests
{
    [Theory]
    [InlineData("sc://host", "http://host:15002/")]
    [InlineData("sc://host:1234", "http://host:1234/")]
    [InlineData("sc://[::1]:1234/;user_id=me", "http://[::1]:1234/")]
    [InlineData("sc://[::1]", "http://[::1]:15002/")]
    [InlineData("sc://host/;use_ssl=true", "https://host:15002/")]
    [InlineData("sc://host/;token=abc", "https://host:15002/")]
    [InlineData("sc://host/;token=abc;use_ssl=false", "http://host:15002/")]
    public void An_address_is_found_in_it(string url, string address) => Assert.Equal(new Uri(address), ConnectUrl.Parse(url).Address);

    [Fact]
    public void Parameters_are_unescaped_and_others_are_headers()
    {
        var id = Guid.NewGuid();
        var url = ConnectUrl.Parse($"sc://host/;token=a%3Db;user_id=me;user_agent=job%201;session_id={id};X-Route=blue");
        Assert.Equal(("a=b", "me", "job 1", id), (url.Token, url.UserId, url.UserAgent, url.SessionId));
        Assert.Equal([new KeyValuePair<string, string>("x-route", "blue")], url.Headers);
    }

    [Theory]
    [InlineData("http://host", "sc://")]
    [InlineData("sc://", "host is missing")]
    [InlineData("sc://host:99999", "no port")]
    [InlineData("sc://host/path", "/;")]
    [InlineData("sc://host:15002;token=a", "after '/;'")]
    [InlineData("sc://host;token=a", "after '/;'")]
    [InlineData("sc://ho st", "no name or address")]
    [InlineData("sc://host/;x-trace-bin=a", "-bin")]
    [InlineData("sc://host/;x trace=a", "a header's name")]
    [InlineData("sc://host/;token", "key=value")]
    [InlineData("sc://host/;session_id=1", "UUID")]
    [InlineData("sc://host/;use_ssl=maybe", "true or false")]
    public void What_is_wrong_with_it_is_said(string url, string why) =>
        Assert.Contains(why, Assert.Throws<SparkConnectionException>(() => ConnectUrl.Parse(url)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sc://host/;token=secret;x")]
    [InlineData("sc://host/;secret")]
    [InlineData("sc://host/;=secret")]
    [InlineData("sc://host/;token=a;secret;b=c")]
    [InlineData("sc://host/;token=secret;session_id=secret")]
    [InlineData("sc://host/;use_ssl=secret")]
    [InlineData("sc://host:15002;token=secret")]
    [InlineData("sc://host;token=secret")]
    [InlineData("sc://host/token=secret")]
    [InlineData("sc://me:secret@host")]
    [InlineData("sc://me:secret@host:15002")]
    [InlineData("https://host/?token=secret")]
    [InlineData("sc://host/;x-secret-bin=secret")]
    public void No_value_is_shown(string url) =>
        Assert.DoesNotContain("secret", Assert.Throws<SparkConnectionException>(() => ConnectUrl.Parse(url)).Message, StringComparison.Ordinal);
}
