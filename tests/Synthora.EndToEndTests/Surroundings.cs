using Microsoft.Playwright;
using Synthora.Tests.Hosting;

namespace Synthora.EndToEndTests;

/// <summary>What all tests share because it is slow to start: a PostgreSQL and a Chromium.</summary>
public sealed class Surroundings : IAsyncLifetime
{
    /// <summary>Tests that make things run one after another; those that only look at pages run beside them.</summary>
    public const string Shared = "shared";

    /// <summary>Where the browser is: as <c>CHROMIUM_PATH</c> says, else where Debian puts it.</summary>
    public static string Chromium => Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium";

    private IPlaywright _playwright = null!;

    public PostgresCluster Postgres { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // What is waited for comes, however busy the machine is; no test judges how long it took.
        Assertions.SetDefaultExpectTimeout(20_000);
        Postgres = await PostgresCluster.StartNewAsync();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Postgres.RemoveAsync();
    }
}

[CollectionDefinition(Surroundings.Shared)]
public sealed class BrowserTests : ICollectionFixture<Surroundings>;
