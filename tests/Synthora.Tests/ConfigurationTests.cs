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
            ["TERMS_URL"] = "javascript:alert(1)",
            ["PRIVACY_URL"] = "privacy.html",
            ["Jobs:LeaseSeconds"] = "4",
            ["Limits:RequestsPerMinute"] = "0",
        }));
        foreach (var name in new[] { "DATABASE_URL", "SECRET_KEY", "PORT", "CORS_ORIGINS", "TERMS_URL", "PRIVACY_URL", "Jobs__HeartbeatSeconds", "Limits__RequestsPerMinute" })
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

    [Theory]
    [InlineData("http://127.0.0.1:80", null, null)]
    [InlineData("http://0.0.0.0:80", null, "Providers__Simulate")]
    [InlineData("http://0.0.0.0:80", "true", null)]
    [InlineData("http://127.0.0.1:80", "perhaps", null)]
    public void Simulated_providers_are_not_shown_to_strangers_by_mistake(string urls, string? allowed, string? refusal)
    {
        var settings = new Dictionary<string, string?> { ["DATABASE_URL"] = "Host=/tmp;Database=x", ["Providers:Simulate"] = "true", ["Providers:AllowSimulation"] = allowed };
        if (allowed == "perhaps") refusal = "Providers__AllowSimulation";
        if (refusal is not null) Should.Throw<CommandException>(() => Read(settings, urls)).Message.ShouldContain(refusal);
        else Read(settings, urls).Simulate.ShouldBeTrue();
    }

    [Fact]
    public void Master_keys_are_read_and_wrong_ones_are_named_but_not_shown()
    {
        var good = Read(new() { ["DATABASE_URL"] = "Host=/tmp;Database=x", ["ENCRYPTION_KEY"] = new string('a', 64), ["ENCRYPTION_KEY_PREVIOUS"] = $"{new string('b', 64)},{new string('c', 32)}" });
        good.MasterKeys.Count.ShouldBe(3);
        var failure = Should.Throw<CommandException>(() => Read(new() { ["DATABASE_URL"] = "Host=/tmp;Database=x", ["ENCRYPTION_KEY"] = "31-characters-are-one-too-few-xx"[..31] }));
        failure.Message.ShouldContain("exactly 32 bytes");
        failure.Message.ShouldNotContain("one-too-few");
        good.ToString().ShouldNotContain("cccc");
    }

    private static Configuration Read(Dictionary<string, string?> settings, string? urls = null) =>
        Configuration.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), urls);
}
