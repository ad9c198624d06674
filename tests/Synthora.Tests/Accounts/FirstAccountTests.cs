using System.Net;
using System.Net.Http.Json;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Accounts;

public sealed class FirstAccountTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task Of_many_who_race_to_be_first_exactly_one_becomes_administrator()
    {
        (await StatusAsync()).ShouldBeFalse();
        var users = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            var answer = await host.Visitor().PostAsJsonAsync("/api/v1/auth/register", new { email = $"racer{number}@example.com", password = StudioHost.User.Password });
            return (await answer.JsonAsync()).GetProperty("user").GetProperty("role").GetString();
        }));
        users.Count(role => role == "admin").ShouldBe(1);
        users.Count(role => role == "free").ShouldBe(7);
        (await StatusAsync()).ShouldBeTrue();

        async Task<bool> StatusAsync() =>
            (await (await host.Visitor().GetAsync("/api/v1/auth/setup-status")).JsonAsync()).GetProperty("admin_exists").GetBoolean();
    }
}

public sealed class SetupTokenTests(SetupTokenTests.GuardedHost host) : IClassFixture<SetupTokenTests.GuardedHost>
{
    private const string Token = "a-setup-token-of-the-operator";

    [Fact]
    public async Task A_stranger_cannot_claim_an_installation_that_has_a_setup_token()
    {
        var status = await (await host.Visitor().GetAsync("/api/v1/auth/setup-status")).JsonAsync();
        status.GetProperty("setup_token_required").GetBoolean().ShouldBeTrue();
        await (await RegisterAsync("stranger@example.com", null)).ShouldRefuseAsync(403, "setup_token_required");
        await (await RegisterAsync("stranger@example.com", "a-guess-of-the-operator")).ShouldRefuseAsync(403, "setup_token_required");

        var operatorAnswer = await RegisterAsync("operator@example.com", Token);
        operatorAnswer.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await operatorAnswer.JsonAsync()).GetProperty("user").GetProperty("role").GetString().ShouldBe("admin");
        var second = await RegisterAsync("second@example.com", null);
        (await second.JsonAsync()).GetProperty("user").GetProperty("role").GetString().ShouldBe("free");
    }

    private Task<HttpResponseMessage> RegisterAsync(string email, string? token) =>
        host.Visitor().PostAsJsonAsync("/api/v1/auth/register", new { email, password = StudioHost.User.Password, setup_token = token });

    public sealed class GuardedHost : StudioHost
    {
        protected override Configuration Configure(Configuration configuration) => configuration with { SetupToken = Token };
    }
}
