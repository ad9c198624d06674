using System.Net;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Web;

public sealed class ApiDocumentTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task Every_operation_has_a_name_words_and_its_refusals()
    {
        var document = await (await host.Visitor().GetAsync("/openapi/v1.json")).JsonAsync();
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(member => member.Value.TryGetProperty("responses", out _)).Select(verb => (Name: $"{verb.Name} {path.Name}", verb.Value)))
            .ToList();
        operations.Count.ShouldBeGreaterThan(22);
        foreach (var (name, operation) in operations.Where(operation => operation.Name.Contains("/api/")))
        {
            operation.TryGetProperty("operationId", out var id).ShouldBeTrue(name);
            id.GetString()!.ShouldMatch("^[a-z_]+$", name);
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrWhiteSpace(name);
            operation.GetProperty("responses").EnumerateObject().ShouldContain(answer => answer.Name.StartsWith('2'), name);
            operation.GetProperty("responses").TryGetProperty("500", out var failure).ShouldBeTrue(name);
            failure.GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue(name);
            if (!name.Contains("/auth/") && !name.Contains("/health") && !name.EndsWith("/integrations/providers")) operation.TryGetProperty("security", out _).ShouldBeTrue(name);
        }

        operations.Select(operation => operation.Value.TryGetProperty("operationId", out var id) ? id.GetString() : null).ShouldBeUnique();
    }

    [Fact]
    public async Task The_page_to_try_it_on_is_served_with_a_policy_that_runs_nothing_foreign()
    {
        var page = await host.Visitor().GetAsync("/docs/index.html");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        page.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/api/v1/health")]
    public async Task Life_is_answered_to_anyone(string path) =>
        (await (await host.Visitor().GetAsync(path)).JsonAsync()).GetProperty("status").GetString().ShouldBe("healthy");

    [Fact]
    public async Task Readiness_names_database_storage_and_worker()
    {
        await Videos.VideoRunTests.EventuallyAsync(async () =>
            (await (await host.Visitor().GetAsync("/health/ready")).JsonAsync()).GetProperty("checks").GetProperty("worker").GetString() == "ok");
        var ready = await (await host.Visitor().GetAsync("/health/ready")).JsonAsync();
        ready.GetProperty("status").GetString().ShouldBe("ready");
        ready.GetProperty("checks").GetProperty("database").GetString().ShouldBe("ok");
        ready.GetProperty("checks").GetProperty("storage").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task Unknown_addresses_and_wrong_verbs_are_refused_like_everything_else()
    {
        var user = await host.NewUserAsync();
        await (await user.Api.GetAsync("/api/v1/nothing")).ShouldRefuseAsync(404, "not_found");
        await (await user.Api.GetAsync("/api/v1/videos/not-an-id")).ShouldRefuseAsync(404, "not_found");
        await (await user.Api.PutAsync("/api/v1/videos", null)).ShouldRefuseAsync(405, "method_not_allowed");
    }

    [Fact]
    public async Task The_five_system_templates_can_be_listed_filtered_and_read()
    {
        var user = await host.NewUserAsync();
        var all = await (await user.Api.GetAsync("/api/v1/templates")).JsonAsync();
        all.GetProperty("total").GetInt32().ShouldBe(5);
        var hook = await (await user.Api.GetAsync("/api/v1/templates/viral-hook")).JsonAsync();
        hook.GetProperty("name").GetString().ShouldBe("Viral Hook");
        var same = await (await user.Api.GetAsync($"/api/v1/templates/{hook.GetProperty("id").GetString()}")).JsonAsync();
        same.GetProperty("slug").GetString().ShouldBe("viral-hook");
        (await (await user.Api.GetAsync("/api/v1/templates?search=viral")).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(1);
        await (await user.Api.GetAsync("/api/v1/templates/none")).ShouldRefuseAsync(404, "not_found");
    }
}

public sealed class RateLimitTests(RateLimitTests.StrictHost host) : IClassFixture<RateLimitTests.StrictHost>
{
    [Fact]
    public async Task Too_many_requests_are_told_when_to_come_back()
    {
        var answers = new List<HttpResponseMessage>();
        for (var number = 0; number < 5; number++) answers.Add(await host.Visitor().GetAsync("/api/v1/auth/setup-status"));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(3);
        await answers[^1].ShouldRefuseAsync(429, "rate_limited");
        answers[^1].Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
    }

    public sealed class StrictHost : StudioHost
    {
        protected override Configuration Configure(Configuration configuration)
        {
            configuration.Limits.SignInsPerMinute = 3;
            return configuration;
        }
    }
}
