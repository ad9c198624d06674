using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Jobs;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Admin;

public sealed class JobAdministrationTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Theory]
    [InlineData("GET", "/api/v1/admin/jobs")]
    [InlineData("POST", "/api/v1/admin/jobs/{id}/cancel")]
    [InlineData("POST", "/api/v1/admin/jobs/{id}/retry")]
    public async Task Who_is_no_administrator_is_refused_even_for_own_jobs(string method, string path)
    {
        var user = await host.NewUserAsync(Role.Premium);
        await user.CreateVideoAsync("Good sleep is free.");
        var job = (await (await user.Api.GetAsync("/api/v1/jobs")).JsonAsync()).GetProperty("items")[0].GetProperty("id").GetString()!;
        using var request = new HttpRequestMessage(new(method), path.Replace("{id}", job, StringComparison.Ordinal));
        await (await user.Api.SendAsync(request)).ShouldRefuseAsync(403, "forbidden");
    }

    [Fact]
    public async Task An_administrator_finds_stops_and_retries_somebody_elses_job_and_it_is_written_down()
    {
        var (admin, user) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync());
        var video = await user.CreateVideoAsync("hold:script for ever");
        var job = (await FindAsync($"q={user.Email}")).Single();
        (job.GetProperty("owner").GetString(), job.GetProperty("can_cancel").GetBoolean(), job.GetProperty("can_retry").GetBoolean()).ShouldBe((user.Email, true, false));
        var path = $"/api/v1/admin/jobs/{job.GetProperty("id").GetString()}";
        await (await admin.Api.PostAsync($"{path}/retry", null)).ShouldRefuseAsync(409, "invalid_state");

        (await admin.Api.PostAsync($"{path}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await user.Api.GetAsync($"/api/v1/videos/{video}")).JsonAsync()).GetProperty("status").GetString().ShouldBe("cancelled");
        await (await admin.Api.PostAsync($"{path}/cancel", null)).ShouldRefuseAsync(409, "invalid_state");
        var audit = await (await admin.Api.GetAsync($"/api/v1/admin/audit?target={job.GetProperty("id").GetString()}")).JsonAsync();
        (audit.GetProperty("total").GetInt32(), audit.GetProperty("items")[0].GetProperty("action").GetString()).ShouldBe((1, "job.cancel"));

        var failing = await host.NewUserAsync();
        var failed = await failing.CreateVideoAsync("fail:script the first time");
        await failing.WaitForAsync(failed, "failed");
        var dead = (await FindAsync($"q={failed}&state=failed")).Single();
        dead.GetProperty("error_message").GetString().ShouldNotBeNullOrWhiteSpace();
        host.Release();
        (await admin.Api.PostAsync($"/api/v1/admin/jobs/{dead.GetProperty("id").GetString()}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await FindAsync($"q={failed}")).Count.ShouldBe(2);
        await failing.WaitForAsync(failed, "completed");

        async Task<List<JsonElement>> FindAsync(string query) => [.. (await (await admin.Api.GetAsync($"/api/v1/admin/jobs?{query}")).JsonAsync()).GetProperty("items").EnumerateArray()];
    }

    [Fact]
    public async Task A_job_whose_worker_is_not_seen_any_more_is_told_apart()
    {
        var (admin, user) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync());
        var now = DateTimeOffset.UnixEpoch.AddYears(40);
        var job = new Job
        {
            // In a lane that this worker does not serve, so that it stays as it is.
            UserId = user.Id, Type = "media_intake", Lane = "none", Status = JobStatus.Running, CreatedAt = now, StartedAt = now, LeaseUntil = now, Node = "gone", LeaseOwner = "gone",
        };
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
        {
            db.Jobs.Add(job);
            db.Workers.Add(new() { Node = "elsewhere", Lanes = "none", Kinds = ["media_intake"], StartedAt = now, SeenAt = TimeProvider.System.GetUtcNow().AddMinutes(5) });
            await db.SaveChangesAsync();
        }

        var found = await (await admin.Api.GetAsync($"/api/v1/admin/jobs?state=lost&q={job.Id}")).JsonAsync();
        (found.GetProperty("total").GetInt32(), found.GetProperty("items")[0].GetProperty("node").GetString()).ShouldBe((1, "gone"));
        (await (await admin.Api.GetAsync($"/api/v1/admin/jobs?state=running&q={job.Id}")).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(0);
        await (await admin.Api.GetAsync("/api/v1/admin/jobs?state=asleep")).ShouldRefuseAsync(400, "validation_error");
        await using var after = host.Services.GetRequiredService<Database>().OpenForSystem();
        await after.Jobs.Where(row => row.Id == job.Id).ExecuteDeleteAsync();
    }
}
