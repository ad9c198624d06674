using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Synthora.Data;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Integrations;

/// <summary>A stored key is shown to nobody but its owner, who proves to be there, is told of it, and finds it nowhere else.</summary>
public sealed class RevealTests(RevealTests.ListeningStudio host) : IClassFixture<RevealTests.ListeningStudio>
{
    private const string Key = "sk-simulated-shown-once-0123456789";

    [Fact]
    public async Task A_key_is_shown_for_the_password_five_times_an_hour_with_a_trace_and_word_to_its_owner()
    {
        var user = await host.NewUserAsync();
        var id = await AddAsync(user);
        await (await RevealAsync(user, id, "not-the-password")).ShouldRefuseAsync(403, "reauthentication_required");
        await (await RevealAsync(user, id, null)).ShouldRefuseAsync(403, "reauthentication_required");
        (await NoticesAsync(user)).ShouldBeEmpty("nothing was shown");
        var shown = await RevealAsync(user, id, StudioHost.User.Password);
        (await shown.JsonAsync()).GetProperty("key").GetString().ShouldBe(Key);
        shown.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await NoticesAsync(user)).ShouldHaveSingleItem().ShouldBe("Your key for OpenAI was shown");

        var rest = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RevealAsync(user, id, StudioHost.User.Password)));
        rest.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(2);
        await rest.First(answer => answer.StatusCode != HttpStatusCode.OK).ShouldRefuseAsync(429, "rate_limited");
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        (await ActionsAsync(db, user, "integration.reveal")).ShouldBe(5);
        (await ActionsAsync(db, user, "integration.revealed")).ShouldBe(3);
        (await NoticesAsync(user)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_was_shown_stands_in_no_log_no_table_and_no_later_answer()
    {
        var user = await host.NewUserAsync();
        var id = await AddAsync(user);
        (await RevealAsync(user, id, StudioHost.User.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await user.Api.PostAsync($"/api/v1/integrations/{id}/validate", null);
        host.Lines.Count.ShouldBeGreaterThan(5, "the logs are listened to at every level");
        host.Lines.Where(line => line.Contains(Key) || line.Contains(StudioHost.User.Password)).ShouldBeEmpty();
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var stored = await db.Database.SqlQuery<string>(
            $"""
             select coalesce(string_agg(t::text, ' '), '') as "Value" from audit_entries t union all select coalesce(string_agg(t::text, ' '), '') from notifications t
             union all select coalesce(string_agg(t::text, ' '), '') from provider_requests t union all select coalesce(string_agg(t::text, ' '), '') from integrations t
             """).ToListAsync();
        stored.Count.ShouldBe(4);
        stored.ShouldAllBe(text => !text.Contains(Key));
        (await user.GetJsonAsync("/integrations")).ToString().ShouldNotContain(Key);
    }

    [Theory]
    [InlineData(4, 200)]
    [InlineData(6, 403)]
    public async Task Whoever_has_no_password_must_have_signed_in_within_five_minutes(int minutesAgo, int status)
    {
        var user = await host.NewUserAsync();
        var id = await AddAsync(user);
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
        {
            await db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordHash, (string?)null));
            var then = TimeProvider.System.GetUtcNow().AddMinutes(-minutesAgo);
            await db.Sessions.Where(row => row.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, then));
        }

        ((int)(await RevealAsync(user, id, null)).StatusCode).ShouldBe(status);
    }

    private static async Task<string> AddAsync(StudioHost.User user) => (await user.AddKeyAsync("openai_gpt", Key)).GetProperty("id").GetString()!;

    private static Task<HttpResponseMessage> RevealAsync(StudioHost.User user, string id, string? password) => user.Api.PostAsJsonAsync($"/api/v1/integrations/{id}/reveal", new { password });

    private static Task<int> ActionsAsync(AppDbContext db, StudioHost.User user, string action) => db.AuditEntries.CountAsync(entry => entry.ActorId == user.Id && entry.Action == action);

    private static async Task<IReadOnlyList<string?>> NoticesAsync(StudioHost.User user) =>
        [.. (await user.GetJsonAsync("/notifications?type=security")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("title").GetString()).Where(title => title!.Contains("was shown"))];

    /// <summary>Hears every line of the log, whatever its level.</summary>
    public sealed class ListeningStudio : SimulatedStudio
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        protected override void Replace(IServiceCollection services)
        {
            base.Replace(services);
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFilter<Listener>(null, LogLevel.Trace).AddProvider(new Listener(Lines)));
        }

        private sealed class Listener(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
        {
            public ILogger CreateLogger(string categoryName) => this;

            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue($"{formatter(state, exception)} {exception}");

            public void Dispose()
            {
            }
        }
    }
}

/// <summary>What an installation does about which nobody said anything.</summary>
public sealed class UnconfiguredTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task Keys_are_not_shown_unless_the_operator_allows_it()
    {
        var user = await host.NewUserAsync();
        var answer = await user.Api.PostAsJsonAsync($"/api/v1/integrations/{Guid.CreateVersion7()}/reveal", new { password = StudioHost.User.Password });
        await answer.ShouldRefuseAsync(403, "reveal_disabled");
    }

    [Fact]
    public async Task No_simulator_answers_or_stands_in_for_anybody_unless_the_operator_wants_it()
    {
        var user = await host.NewUserAsync();
        (await user.Api.GetAsync("/_sim/openai_gpt/models")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var readiness = await user.GetJsonAsync("/integrations/status");
        readiness.GetProperty("simulated").GetBoolean().ShouldBeFalse();
        readiness.ToString().ShouldNotContain("\"is_simulated\":true");
        await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Bees hum.", providers = new { voice = "elevenlabs" } })).ShouldRefuseAsync(400, "validation_error");
    }
}
