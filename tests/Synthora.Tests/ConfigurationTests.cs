using Microsoft.Extensions.Configuration;
using Synthora.Cli;

namespace Synthora.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public void Every_wrong_setting_is_named_at_once()
    {
        var failure = Should.Throw<CommandException>(() => Read(new()
        {
            ["SECRET_KEY"] = "short",
            ["PORT"] = "many",
            ["CORS_ORIGINS"] = "*",
            ["Jobs:LeaseSeconds"] = "4",
            ["Limits:RequestsPerMinute"] = "0",
        }));
        foreach (var name in new[] { "DATABASE_URL", "SECRET_KEY", "PORT", "CORS_ORIGINS", "Jobs__HeartbeatSeconds", "Limits__RequestsPerMinute" })
            failure.Message.ShouldContain(name);
        failure.Message.ShouldNotContain("short\"");
    }

    [Theory]
    [InlineData(null, null, "http://127.0.0.1:8080", false)]
    [InlineData("9000", null, "http://127.0.0.1:9000", false)]
    [InlineData("9000", "http://0.0.0.0:80", "http://0.0.0.0:80", true)]
    [InlineData(null, "http://*:80", "http://*:80", true)]
    [InlineData(null, "http://localhost:80", "http://localhost:80", false)]
    public void The_address_tells_whether_strangers_can_come(string? port, string? urls, string expected, bool exposed)
    {
        var configuration = Read(new() { ["DATABASE_URL"] = "Host=/tmp;Database=x", ["PORT"] = port }, urls);
        configuration.Urls.ShouldBe([expected]);
        configuration.Exposed.ShouldBe(exposed);
    }

    private static Configuration Read(Dictionary<string, string?> settings, string? urls = null) =>
        Configuration.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), urls);
}
