using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Synthora.Data;
using Synthora.Features;
using Synthora.Jobs;

namespace Synthora.Tests.Hosting;

/// <summary>
/// The real host on a loopback port with a database of its own. Only the pipeline is replaced. An error in its log that
/// the test did not announce fails the test.
/// </summary>
public class StudioHost : IAsyncLifetime
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _errors = new();
    private WebApplication _app = null!;

    public string DataFolder { get; } = Path.Combine(Path.GetTempPath(), "synthora-host-" + Guid.CreateVersion7().ToString("N"));

    public Configuration Configuration { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public Uri Address { get; private set; } = null!;

    /// <summary>What the log may say at level error.</summary>
    public IList<string> AnnouncedErrors { get; } = [];

    /// <summary>What stands in for the product's own; the pipeline's steps, unless a test wants the real ones.</summary>
    protected virtual void Replace(IServiceCollection services) => Program.Replace(services);

    protected virtual Configuration Configure(Configuration configuration) => configuration;

    /// <summary>Seconds between sweeps and the like are shorter than in production, so that tests wait less.</summary>
    internal static JobsOptions QuickJobs => new()
    {
        Render = 2,
        IdleWaitSeconds = 1,
        CheckinSeconds = 1,
        CheckinThresholdSeconds = 2,
        HeartbeatSeconds = 1,
        SweepSeconds = 2,
    };

    public virtual async Task InitializeAsync()
    {
        var cluster = await PostgresCluster.SharedAsync();
        Configuration = Configure(new()
        {
            DataFolder = DataFolder,
            Database = DatabaseUrl.Parse(await cluster.CloneAsync()),
            Urls = ["http://127.0.0.1:0"],
            Jobs = QuickJobs,
            Limits = new() { RequestsPerMinute = 100_000, SignInsPerMinute = 100_000, FreeVideosPerDay = 0 },
        });
        _app = Server.Build(Configuration, services =>
        {
            // The clock's own work would come between what a test does and what it sees of it; tests run it themselves.
            services.RemoveAll<PeriodicJob>();
            Replace(services);
            services.AddLogging(logging => logging.AddProvider(new ErrorLog(_errors)));
        });
        await Start.PrepareAsync(_app.Services, CancellationToken.None);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
    }

    /// <summary>A run's files are tidied after its end is told.</summary>
    public Task TidiedAsync(Guid id) => Videos.VideoRunTests.EventuallyAsync(() => Task.FromResult(!Directory.Exists(Path.Combine(DataFolder, "work", id.ToString("N")))));

    public virtual async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (Directory.Exists(DataFolder)) Directory.Delete(DataFolder, recursive: true);
        _errors.Where(line => !AnnouncedErrors.Any(line.Contains)).ShouldBeEmpty();
    }

    public HttpClient Visitor() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>A signed-in user with an account of their own.</summary>
    public async Task<User> NewUserAsync(Role? role = null)
    {
        var client = Visitor();
        var email = $"{Guid.CreateVersion7():N}@example.com";
        var answer = await client.PostAsJsonAsync("/api/v1/auth/register", new { email, password = User.Password });
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, body.ToString());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());
        var id = body.GetProperty("user").GetProperty("id").GetGuid();
        if (role is { } given)
        {
            await using var db = Services.GetRequiredService<Database>().OpenForSystem();
            (await db.Users.FindAsync(id))!.Role = given;
            await db.SaveChangesAsync();
        }

        return new(client, id, email, body.GetProperty("refresh_token").GetString()!);
    }

    /// <summary>Lets held and failing steps go on; see <see cref="SteppedGeneration"/>.</summary>
    public void Release()
    {
        Directory.CreateDirectory(SteppedGeneration.LogFolder(DataFolder));
        File.WriteAllText(Path.Combine(SteppedGeneration.LogFolder(DataFolder), "release"), "");
    }

    public IReadOnlyList<string> StepsOf(Guid videoId)
    {
        var file = Path.Combine(SteppedGeneration.LogFolder(DataFolder), videoId.ToString("N"));
        return File.Exists(file) ? [.. File.ReadAllLines(file).Select(line => string.Join(' ', line.Split(' ')[..2]))] : [];
    }

    public sealed record User(HttpClient Api, Guid Id, string Email, string RefreshToken)
    {
        public const string Password = "quiet-horse-41x";

        public async Task<Guid> CreateVideoAsync(string text)
        {
            var answer = await Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text });
            var body = await answer.JsonAsync();
            answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted, body.ToString());
            return body.GetProperty("video").GetProperty("id").GetGuid();
        }

        public async Task<JsonElement> StatusAsync(Guid videoId) => await (await Api.GetAsync($"/api/v1/videos/{videoId}/status")).JsonAsync();

        /// <summary>Waits as a user would: until the video says so, or far too long.</summary>
        public async Task<JsonElement> WaitForAsync(Guid videoId, Func<JsonElement, bool> condition, int seconds = 60)
        {
            for (var started = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(50))
            {
                var status = await StatusAsync(videoId);
                if (condition(status)) return status;
                if (started.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"The video is still {status}");
            }
        }

        public Task<JsonElement> WaitForAsync(Guid videoId, string status, int seconds = 60) =>
            WaitForAsync(videoId, video => video.GetProperty("status").GetString() == status, seconds);
    }

    private sealed class ErrorLog(System.Collections.Concurrent.ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}

internal static class HttpAnswers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Checks status and code of a refusal and the shape that all refusals share.</summary>
    public static async Task<JsonElement> ShouldRefuseAsync(this HttpResponseMessage answer, int status, string code)
    {
        var body = await answer.JsonAsync();
        ((int)answer.StatusCode).ShouldBe(status, body.ToString());
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        body.GetProperty("error").GetString().ShouldBe(code);
        body.GetProperty("message").GetString().ShouldNotBeNullOrWhiteSpace();
        body.GetProperty("request_id").GetString().ShouldNotBeNullOrWhiteSpace();
        return body;
    }
}
