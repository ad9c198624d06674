using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Integrations;
using Synthora.Security;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;

namespace Synthora.Tests.Integrations;

public sealed class IntegrationsTests(SimulatedStudio host) : IClassFixture<SimulatedStudio>
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_key_is_checked_in_the_background_shown_masked_and_nowhere_stored_in_the_open()
    {
        var user = await host.NewUserAsync();
        var added = await user.AddKeyAsync("openai_gpt");
        added.GetProperty("validation_status").GetString().ShouldBe("pending");
        added.GetProperty("key_mask").GetString().ShouldBe("••••LAST");
        await VideoRunTests.EventuallyAsync(async () => (await OnlyAsync(user)).GetProperty("validation_status").GetString() == "valid");
        var row = await OnlyAsync(user);
        row.GetProperty("can_generate").GetBoolean().ShouldBeTrue();
        row.GetProperty("last_validated_at").GetString().ShouldNotBeNull();

        await VideoRunTests.EventuallyAsync(async () => await CountAsync($"select count(*)::int as \"Value\" from provider_requests where user_id = {user.Id} and step = 'key_check'") > 0);
        (await user.GetJsonAsync("/integrations")).ToString().ShouldNotContain(SimulatedStudio.GoodKey);
        var dump = await TextAsync($"select coalesce((select string_agg(i::text, ' ') from integrations i), '') || coalesce((select string_agg(r::text, ' ') from provider_requests r), '') as \"Value\"");
        dump.ShouldContain("openai_gpt");
        dump.ShouldNotContain(SimulatedStudio.GoodKey);
        dump.ShouldNotContain(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(SimulatedStudio.GoodKey)));
    }

    [Fact]
    public async Task A_key_the_provider_refuses_is_invalid_until_a_good_one_replaces_it()
    {
        var user = await host.NewUserAsync();
        var bad = await user.AddCheckedKeyAsync("anthropic", "wrong");
        bad.GetProperty("validation_status").GetString().ShouldBe("invalid");
        bad.GetProperty("validation_message").GetString()!.ShouldContain("does not accept the key");
        (await user.GetJsonAsync("/integrations/status")).GetProperty("can_write_topics").GetBoolean().ShouldBeFalse();

        var id = bad.GetProperty("id").GetString();
        var changed = await (await user.Api.PatchAsJsonAsync($"/api/v1/integrations/{id}", new { key = SimulatedStudio.GoodKey })).JsonAsync();
        changed.GetProperty("validation_status").GetString().ShouldBe("pending");
        await VideoRunTests.EventuallyAsync(async () => (await OnlyAsync(user)).GetProperty("validation_status").GetString() == "valid");
        (await user.GetJsonAsync("/integrations/status")).GetProperty("can_write_topics").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("nobody", "sk-0123456789", null, "provider")]
    [InlineData("playht", "user:secret-0123", null, "provider")]
    [InlineData("ffmpeg", "sk-0123456789", null, "provider")]
    [InlineData("openai_gpt", "  ", null, "key")]
    [InlineData("openai_gpt", "abc", null, "key")]
    [InlineData("openai_gpt", "two words here", null, "key")]
    [InlineData("remotion", "AKIA0123456789:", null, "key")]
    [InlineData("openai_gpt", "sk-0123456789", "https://example.com/v1", "base_url")]
    [InlineData("openai_compatible", "", null, "base_url")]
    [InlineData("openai_compatible", "", "ftp://example.com", "base_url")]
    [InlineData("openai_compatible", "", "http://127.0.0.1:1/v1", "base_url")]
    [InlineData("openai_compatible", "", "http://localhost:1/v1", "base_url")]
    [InlineData("openai_compatible", "", "https://10.0.0.7/v1", "base_url")]
    [InlineData("openai_compatible", "", "https://[::ffff:169.254.169.254]/latest", "base_url")]
    [InlineData("openai_compatible", "", "https://me:secret@example.com/v1", "base_url")]
    [InlineData("openai_compatible", "", "https://2130706433/v1", "base_url")]
    [InlineData("openai_compatible", "", "https://0x7f.1/v1", "base_url")]
    [InlineData("openai_compatible", "", "https://[::1]/v1", "base_url")]
    [InlineData("ollama", "", "http://10.0.0.7:11434", "base_url")]
    [InlineData("ollama", "", "http://127.0.0.1:22", "base_url")]
    public async Task What_cannot_be_a_key_or_must_not_be_called_is_refused_by_name(string provider, string key, string? address, string field)
    {
        var user = await host.NewUserAsync();
        var answer = await user.Api.PostAsJsonAsync("/api/v1/integrations", new { provider, key, base_url = address });
        var body = await answer.ShouldRefuseAsync(400, "validation_error");
        body.GetProperty("details").GetProperty(field).GetString().ShouldNotBeNullOrWhiteSpace();
        (await user.GetJsonAsync("/integrations")).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task An_address_in_this_network_that_the_operator_set_up_may_be_named()
    {
        var user = await host.NewUserAsync();
        var answer = await user.Api.PostAsJsonAsync("/api/v1/integrations", new { provider = "openai_compatible", key = SimulatedStudio.GoodKey, base_url = $"{host.Address.GetLeftPart(UriPartial.Authority)}/_sim/openai_compatible" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_provider_has_one_key_even_when_two_requests_bring_one_at_once()
    {
        var user = await host.NewUserAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => user.Api.PostAsJsonAsync("/api/v1/integrations", new { provider = "groq", key = SimulatedStudio.GoodKey })));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (var late in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created)) await late.ShouldRefuseAsync(409, "conflict");
    }

    [Fact]
    public async Task The_old_name_of_a_provider_is_understood_and_a_key_can_serve_all_of_a_vendor()
    {
        var user = await host.NewUserAsync();
        (await user.AddKeyAsync("openai", forVendor: true)).GetProperty("provider").GetString().ShouldBe("openai_gpt");
        var providers = (await user.GetJsonAsync("/integrations")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("provider").GetString()).ToList();
        providers.ShouldContain("openai_tts");
        providers.ShouldNotContain("openai_sora");
    }

    [Fact]
    public async Task Nobody_else_can_reach_a_key()
    {
        var (ann, bob) = (await host.NewUserAsync(), await host.NewUserAsync(Synthora.Features.Role.Admin));
        var id = (await ann.AddCheckedKeyAsync("xai")).GetProperty("id").GetString();
        (await bob.GetJsonAsync("/integrations")).GetProperty("total").GetInt32().ShouldBe(0);
        await (await bob.Api.PatchAsJsonAsync($"/api/v1/integrations/{id}", new { key = SimulatedStudio.GoodKey })).ShouldRefuseAsync(404, "not_found");
        await (await bob.Api.PatchAsJsonAsync($"/api/v1/integrations/{id}/toggle", new { is_active = false })).ShouldRefuseAsync(404, "not_found");
        await (await bob.Api.PostAsync($"/api/v1/integrations/{id}/validate", null)).ShouldRefuseAsync(404, "not_found");
        await (await bob.Api.PostAsJsonAsync($"/api/v1/integrations/{id}/reveal", new { password = StudioHost.User.Password })).ShouldRefuseAsync(404, "not_found");
        await (await bob.Api.DeleteAsync($"/api/v1/integrations/{id}")).ShouldRefuseAsync(404, "not_found");
        await (await host.Visitor().GetAsync("/api/v1/integrations")).ShouldRefuseAsync(401, "authentication_error");
        (await OnlyAsync(ann)).GetProperty("can_generate").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_users_default_works_when_it_can_else_the_first_that_does_and_the_reason_is_said()
    {
        var user = await host.NewUserAsync();
        (await EffectiveAsync(user, "script")).ShouldBe(("extraction", "built_in"));
        await user.AddCheckedKeyAsync("anthropic");
        await user.AddCheckedKeyAsync("groq");
        (await EffectiveAsync(user, "script")).ShouldBe(("anthropic", "own_key"));

        var settings = await user.Api.PutAsJsonAsync("/api/v1/settings/generation", new { default_script_provider = "groq" });
        settings.StatusCode.ShouldBe(HttpStatusCode.OK, (await settings.JsonAsync()).ToString());
        (await EffectiveAsync(user, "script")).ShouldBe(("groq", "own_key"));
        var groq = (await user.GetJsonAsync("/integrations")).GetProperty("items").EnumerateArray().Single(row => row.GetProperty("provider").GetString() == "groq").GetProperty("id").GetString();
        await user.Api.PatchAsJsonAsync($"/api/v1/integrations/{groq}/toggle", new { is_active = false });
        (await EffectiveAsync(user, "script")).ShouldBe(("anthropic", "own_key"));
        (await user.GetJsonAsync("/settings/generation")).GetProperty("notices").GetProperty("script").GetString()!.ShouldContain("switched off");

        (await user.Api.DeleteAsync($"/api/v1/integrations/{groq}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await user.GetJsonAsync("/settings/generation")).GetProperty("default_script_provider").GetString().ShouldBeNull();
        (await CountAsync($"select count(*)::int as \"Value\" from integrations where user_id = {user.Id}")).ShouldBe(1);
    }

    [Fact]
    public async Task A_default_that_has_been_retired_gives_way_to_the_next_and_says_so()
    {
        var user = await host.NewUserAsync();
        await user.AddCheckedKeyAsync("runway");
        (await user.Api.PutAsJsonAsync("/api/v1/settings/generation", new { default_video_ai_provider = "runway" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        // Chosen while it was served.
        await db.GenerationDefaults.Where(row => row.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.DefaultVideoAiProvider, "openai_sora"));
        (await EffectiveAsync(user, "video_ai")).ShouldBe(("runway", "own_key"));
        var notice = (await user.GetJsonAsync("/settings/generation")).GetProperty("notices").GetProperty("video_ai").GetString()!;
        (notice.Contains("is retired", StringComparison.Ordinal), notice.Contains("Runway takes its place", StringComparison.Ordinal)).ShouldBe((true, true), notice);
    }

    [Theory]
    [InlineData("default_voice_provider", "anthropic")]
    [InlineData("default_script_provider", "gemini")]
    [InlineData("default_voice_provider", "playht")]
    [InlineData("default_assembly_provider", "nobody")]
    public async Task A_default_has_to_fit_its_step_and_to_be_usable(string field, string provider)
    {
        var user = await host.NewUserAsync();
        await user.AddCheckedKeyAsync("anthropic");
        var answer = await user.Api.PutAsJsonAsync("/api/v1/settings/generation", new Dictionary<string, string> { [field] = provider });
        (await answer.ShouldRefuseAsync(400, "validation_error")).GetProperty("details").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Every_master_key_is_replaced_while_the_product_runs_and_an_interrupted_replacement_goes_on()
    {
        var user = await host.NewUserAsync();
        var id = (await user.AddKeyAsync("openai_gpt")).GetProperty("id").GetGuid();
        await user.AddKeyAsync("groq");
        var database = host.Services.GetRequiredService<Database>();
        var (keys, vault) = (host.Services.GetRequiredService<MasterKeys>(), host.Services.GetRequiredService<KeyVault>());
        var before = keys.Current.Id;

        // What an interrupted run leaves: a new key, and rows that the old one sealed.
        var halfway = MasterKeys.Load([], host.Configuration.KeysFolder).Grow().Id;
        var done = await new KeyRotation(database, MasterKeys.Load([], host.Configuration.KeysFolder)).RunAsync(None);
        done.KeyId.ShouldBe(halfway);
        done.Unreadable.ShouldBe(0);
        var again = await new KeyRotation(database, MasterKeys.Load([], host.Configuration.KeysFolder)).RunAsync(None);
        again.KeyId.ShouldNotBe(halfway);

        await using var db = database.OpenForSystem();
        (await db.Integrations.AnyAsync(row => row.SealedBy != again.KeyId)).ShouldBeFalse();
        vault.CurrentKey.ShouldBe(again.KeyId);
        keys.Find(before).ShouldNotBeNull("backups need it");
        var row = await db.Integrations.SingleAsync(one => one.Id == id);
        vault.Open(row.Envelope, row.Place).ShouldBe(SimulatedStudio.GoodKey);
    }

    [Fact]
    public async Task The_catalogue_is_open_to_visitors_and_says_what_is_configured_to_its_user()
    {
        var groups = await (await host.Visitor().GetAsync("/api/v1/integrations/providers")).JsonAsync();
        groups.EnumerateArray().Select(group => group.GetProperty("category").GetString()).ShouldContain("video_ai");
        var user = await host.NewUserAsync();
        await user.AddKeyAsync("openai_gpt");
        var all = (await user.GetJsonAsync("/integrations/available")).GetProperty("items").EnumerateArray().ToDictionary(row => row.GetProperty("id").GetString()!);
        all["openai_gpt"].GetProperty("configured").GetBoolean().ShouldBeTrue();
        all["anthropic"].GetProperty("configured").GetBoolean().ShouldBeFalse();
        all["openai_sora"].GetProperty("lifecycle").GetString().ShouldBe("retired");
        all["gemini"].GetProperty("estimated_per_video_usd").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        all["openai_gpt"].GetProperty("estimated_per_video_usd").GetDecimal().ShouldBe(0.05m);
    }

    private static async Task<System.Text.Json.JsonElement> OnlyAsync(StudioHost.User user) => (await user.GetJsonAsync("/integrations")).GetProperty("items").EnumerateArray().Single();

    private static async Task<(string?, string?)> EffectiveAsync(StudioHost.User user, string category)
    {
        var found = (await user.GetJsonAsync("/integrations/status")).GetProperty("categories").EnumerateArray().Single(one => one.GetProperty("category").GetString() == category).GetProperty("effective");
        return (found.GetProperty("provider").GetString(), found.GetProperty("route").GetString());
    }

    private async Task<int> CountAsync(FormattableString sql)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        return (await db.Database.SqlQuery<int>(sql).ToListAsync()).Single();
    }

    private async Task<string> TextAsync(FormattableString sql)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        return (await db.Database.SqlQuery<string>(sql).ToListAsync()).Single();
    }
}
