using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.LlmCache;
using Synthora.Features.Scripts.Writing;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Catalog;
using Synthora.Providers.Text;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.LlmCache;

public sealed class AnswerCacheTests(StudioHost host) : IClassFixture<StudioHost>
{
    private static readonly Dictionary<string, string> Params = new() { ["template"] = "viral-hook", ["platform"] = "tiktok" };

    private int _asked;

    [Theory]
    [InlineData(84, false)]
    [InlineData(85, false)]
    [InlineData(86, true)]
    public async Task More_than_85_in_a_hundred_alike_is_the_same_question(int shared, bool hit)
    {
        var user = await host.NewUserAsync();
        // Of a hundred words in all, what is not shared is only in the second text; the parameters weigh nothing.
        var common = string.Join(' ', Enumerable.Range(0, shared).Select(number => $"w{number}"));
        var extra = string.Join(' ', Enumerable.Range(0, 100 - shared).Select(number => $"x{number}"));
        Likeness.Of(Ask(common).Keywords, Ask($"{common} {extra}").Keywords).ShouldBe(shared / 100.0, 1e-9);
        await AskAsync(user, common);
        (await AskAsync(user, $"{common} {extra}")).Cached.ShouldBe(hit);
    }

    [Fact]
    public async Task The_same_question_is_asked_once_and_says_how_old_its_answer_is()
    {
        var user = await host.NewUserAsync();
        (await AskAsync(user, "How bees find home")).Cached.ShouldBeFalse();
        var again = await AskAsync(user, "  how bees\nfind   HOME ");
        (again.Cached, again.Text, _asked).ShouldBe((true, "answer 1", 1));
        again.Age!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
        (await AskAsync(user, "How bees find home", regenerate: true)).Text.ShouldBe("answer 2");
        (await AskAsync(user, "How bees find home")).Text.ShouldBe("answer 2", "the newest version is given");
        var stats = await user.GetJsonAsync("/llm-cache/stats");
        stats.GetProperty("hits").GetInt64().ShouldBe(2);
        stats.GetProperty("hit_rate").GetDouble().ShouldBe(0.5);
    }

    [Theory]
    [InlineData("5 tips for better sleep tonight at home", "7 tips for better sleep tonight at home")]
    [InlineData("sleep better with coffee", "sleep better without coffee")]
    public void A_number_or_a_negation_makes_another_question(string left, string right) =>
        Likeness.Of(Ask(left).Keywords, Ask(right).Keywords).ShouldBe(0);

    [Fact]
    public async Task Another_model_prompt_or_language_is_another_question()
    {
        var user = await host.NewUserAsync();
        await AskAsync(user, "The tides");
        foreach (var other in new[] { Ask("The tides") with { Model = "m2" }, Ask("The tides") with { PromptVersion = "2" }, Ask("The tides") with { Language = "de" }, Ask("The tides") with { Kind = "strategy" } })
            (await AskAsync(user, other)).Cached.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_length_or_template_is_another_question_however_many_words_are_the_same()
    {
        var user = await host.NewUserAsync();
        var question = Ask(string.Join(' ', Enumerable.Range(0, 40).Select(number => $"word{number}")));
        await AskAsync(user, question);
        foreach (var (name, value) in new[] { ("template", "story-arc"), ("platform", "youtube"), ("seconds", "60") })
            (await AskAsync(user, question with { Params = new Dictionary<string, string>(Params) { [name] = value } })).Cached.ShouldBeFalse(name);
        (await AskAsync(user, question with { Text = question.Text + " more" })).Cached.ShouldBeTrue();
    }

    [Fact]
    public void A_script_is_remembered_for_its_model_template_length_and_platform()
    {
        var template = SystemTemplates.All[0];
        var input = new GenerationInput(SourceKind.Topic, "How bees find their way home over many miles", null, template.Slug);
        var model = new Writer("small");
        var question = ModelWriter.Question(model, input, template);
        ModelWriter.Question(new Writer("small"), input with { Title = " " }, template with { Description = "Told anew" }).Hash.ShouldBe(question.Hash);
        question.Model.ShouldBe("small");
        foreach (var other in new[]
        {
            ModelWriter.Question(new Writer("large"), input, template),
            ModelWriter.Question(model, input, template with { Script = template.Script with { ToneInstructions = "Very dry." } }),
            ModelWriter.Question(model, input, template with { Structure = template.Structure with { NumScenes = 19 } }),
            ModelWriter.Question(model, input with { Overrides = new() { DurationSeconds = 17 } }, template),
            ModelWriter.Question(model, input with { Overrides = new() { Platform = "TikTok" } }, template),
        })
        {
            other.Hash.ShouldNotBe(question.Hash);
            (other.Model != question.Model || Likeness.Of(question.Keywords, other.Keywords) == 0).ShouldBeTrue(other.ParamsJson);
        }
    }

    [Fact]
    public async Task What_one_user_asked_is_never_given_or_shown_to_another()
    {
        var (ann, bob) = (await host.NewUserAsync(Role.Free), await host.NewUserAsync(Role.Admin));
        var answer = await AskAsync(ann, "My secret plan");
        (await AskAsync(bob, "My secret plan")).Cached.ShouldBeFalse();
        (await bob.GetJsonAsync("/llm-cache?q=secret")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetGuid()).ShouldNotContain(answer.EntryId);
        await (await bob.Api.GetAsync($"/api/v1/llm-cache/{answer.EntryId}")).ShouldRefuseAsync(404, "not_found");
        await (await bob.Api.DeleteAsync($"/api/v1/llm-cache/{answer.EntryId}")).ShouldRefuseAsync(404, "not_found");
        await bob.Api.PostAsJsonAsync("/api/v1/llm-cache/purge", new { what = "all" });
        (await AskAsync(ann, "My secret plan")).Cached.ShouldBeTrue();
    }

    [Fact]
    public async Task Shared_answers_are_made_and_changed_by_administrators_and_given_to_all()
    {
        var (user, admin) = (await host.NewUserAsync(Role.Free), await host.NewUserAsync(Role.Admin));
        var entry = new { kind = "script", language = "en", model = "m1", prompt_version = "1", @params = Params, text = "Shared question about volcanoes", response = "shared answer" };
        await (await user.Api.PostAsJsonAsync("/api/v1/llm-cache", entry)).ShouldRefuseAsync(403, "forbidden");
        var made = await admin.Api.PostAsJsonAsync("/api/v1/llm-cache", entry);
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await made.JsonAsync()).GetProperty("id").GetString();
        (await AskAsync(user, "Shared question about volcanoes")).Text.ShouldBe("shared answer");
        await (await user.Api.PatchAsJsonAsync($"/api/v1/llm-cache/{id}", new { response = "spoilt" })).ShouldRefuseAsync(403, "forbidden");
        (await (await admin.Api.PatchAsJsonAsync($"/api/v1/llm-cache/{id}", new { response = "better", outcome = "kept" })).JsonAsync()).GetProperty("score").GetInt32().ShouldBe(1);
        (await AskAsync(user, "Shared question about volcanoes")).Text.ShouldBe("better");
        (await admin.Api.DeleteAsync($"/api/v1/llm-cache/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Neither_the_same_nor_a_like_question_of_somebody_else_is_answered_with_it()
    {
        var (ann, bob) = (await host.NewUserAsync(), await host.NewUserAsync());
        const string hers = "Launch plan of the secret blue coffee machine for our shop in Lisbon this autumn season with prices and dates and names";
        const string his = "Launch plan of the secret blue coffee machine for our shop in Lisbon this autumn season with prices and dates and friends";
        Likeness.Of(Ask(hers).Keywords, Ask(his).Keywords).ShouldBeGreaterThan(0.85, "like enough to be answered from the cache");
        var answer = await AskAsync(ann, hers);
        var (same, like) = (await AskAsync(bob, hers), await AskAsync(bob, his));
        (same.Cached, same.Text).ShouldBe((false, "answer 2"));
        like.Text.ShouldNotBe(answer.Text);
        (await AskAsync(ann, his)).Text.ShouldBe(answer.Text, "her own like question is");
    }

    [Fact]
    public async Task What_a_simulator_made_up_is_never_given_for_a_models_answer()
    {
        var user = await host.NewUserAsync();
        (await AskAsync(user, Ask("The moon"), isSimulated: true)).Cached.ShouldBeFalse();
        (await AskAsync(user, Ask("The moon"), isSimulated: true)).Cached.ShouldBeTrue();
        (await AskAsync(user, Ask("The moon"))).Cached.ShouldBeFalse();
        (await AskAsync(user, Ask("The moon"))).Cached.ShouldBeTrue();
    }

    [Fact]
    public async Task An_answer_whose_time_is_over_is_not_given_any_more()
    {
        var user = await host.NewUserAsync();
        var answer = await AskAsync(user, "Old news");
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
            await db.CachedAnswers.Where(row => row.Id == answer.EntryId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, DateTimeOffset.UnixEpoch));
        (await AskAsync(user, "Old news")).Cached.ShouldBeFalse();
        var purged = await (await user.Api.PostAsJsonAsync("/api/v1/llm-cache/purge", new { what = "expired" })).JsonAsync();
        purged.GetProperty("removed").GetInt32().ShouldBe(1);
        (await user.GetJsonAsync("/llm-cache")).GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task At_night_what_is_over_and_what_nobody_asked_for_again_is_forgotten()
    {
        var user = await host.NewUserAsync();
        var (over, unused, used, young) = (await AskAsync(user, "Over"), await AskAsync(user, "Unused"), await AskAsync(user, "Used"), await AskAsync(user, "Young"));
        await AskAsync(user, "Used");
        var now = TimeProvider.System.GetUtcNow();
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await db.CachedAnswers.Where(row => row.Id == over.EntryId).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, now.AddMinutes(-1)));
        foreach (var answer in new[] { unused, used })
            await db.CachedAnswers.Where(row => row.Id == answer.EntryId).ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, now.AddDays(-15)));
        await ActivatorUtilities.CreateInstance<PurgeAnswers>(host.Services).RunAsync(CancellationToken.None);
        (await db.CachedAnswers.Where(row => row.UserId == user.Id).Select(row => row.Id).ToListAsync()).ShouldBe([used.EntryId, young.EntryId], ignoreOrder: true);
    }

    /// <summary>Only its name is asked for.</summary>
    private sealed class Writer(string model) : ITextProvider
    {
        public string? Model => model;
        public ProviderInfo Info { get; } = ProviderTable.Shipped.Rows.First(row => row.Capability == Capability.Text);

        public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => throw new NotSupportedException();

        public IChatClient Chat(ApiKey? key, string? model = null) => throw new NotSupportedException();
    }

    private static CacheQuestion Ask(string text) => new("script", "en", "m1", "1", Params, text);

    private Task<Answer> AskAsync(StudioHost.User user, string text, bool regenerate = false) => AskAsync(user, Ask(text), regenerate);

    private Task<Answer> AskAsync(StudioHost.User user, CacheQuestion question, bool regenerate = false, bool isSimulated = false) => host.Services.GetRequiredService<AnswerCache>().AskAsync(
        user.Id, question, regenerate, isSimulated, () => Task.FromResult($"answer {++_asked}"), CancellationToken.None);
}
