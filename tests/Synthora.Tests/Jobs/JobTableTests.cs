using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Jobs;
using Synthora.Tests.Data;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Jobs;

public sealed class JobTableTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private NpgsqlDataSource _source = null!;
    private Database _database = null!;
    private JobTable _table = null!;
    private Guid _userId;

    public async Task InitializeAsync()
    {
        _source = NpgsqlDataSource.Create(await (await PostgresCluster.SharedAsync()).CloneAsync());
        _database = new(_source);
        _table = new(_database);
        await using var db = _database.OpenForSystem();
        var user = OwnershipTests.NewUser("worker");
        _userId = user.Id;
        db.Users.Add(user);
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await _source.DisposeAsync();

    [Fact]
    public async Task However_many_claim_at_once_each_job_goes_to_one()
    {
        for (var number = 0; number < 5; number++) await AddAsync();
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => ClaimAsync($"worker-{number}")));
        var won = claims.OfType<Job>().ToList();
        won.Count.ShouldBe(5);
        won.Select(job => job.Id).ShouldBeUnique();
        won.ShouldAllBe(job => job.Fence == 1 && job.Attempts == 1);
    }

    [Fact]
    public async Task What_a_vanished_worker_left_goes_before_priority_and_priority_before_age()
    {
        var old = await AddAsync();
        var urgent = await AddAsync(priority: 9);
        var left = await AddAsync(priority: -1, job => (job.Status, job.Fence, job.LeaseUntil) = (JobStatus.Running, 4, DateTimeOffset.UnixEpoch));
        var taken = await ClaimAsync("a");
        (taken!.Id, taken.Fence, taken.Takeovers).ShouldBe((left, 5L, 1));
        (await ClaimAsync("a"))!.Id.ShouldBe(urgent);
        (await ClaimAsync("a"))!.Id.ShouldBe(old);
        (await ClaimAsync("a")).ShouldBeNull();
    }

    [Fact]
    public async Task A_worker_takes_only_what_it_knows_and_leaves_the_rest_as_it_was()
    {
        var left = await AddAsync(priority: 9, job => (job.Status, job.Fence, job.LeaseUntil) = (JobStatus.Running, 4, DateTimeOffset.UnixEpoch), type: "of_tomorrow");
        var newer = await AddAsync(priority: 8, type: "of_tomorrow");
        var known = await AddAsync();
        (await ClaimAsync("older"))!.Id.ShouldBe(known);
        (await ClaimAsync("older")).ShouldBeNull();
        (await _table.FindUnheldAsync(["test"], CancellationToken.None)).Select(job => job.Id).ShouldBe([left, newer], "they are woken for whoever knows them");

        var taken = (await _table.ClaimAsync(Lane.Render, ["test", "of_tomorrow"], "newer", "node", Long, CancellationToken.None))!;
        (taken.Id, taken.Fence, taken.Takeovers).ShouldBe((left, 5L, 1));
        (await _table.ClaimAsync(Lane.Render, ["of_tomorrow"], "newer", "node", Long, CancellationToken.None))!.Id.ShouldBe(newer);
    }

    [Fact]
    public async Task A_worker_that_was_overtaken_can_write_nothing_more()
    {
        await AddAsync();
        var stale = (await ClaimAsync("a", TimeSpan.FromMilliseconds(1)))!;
        await Task.Delay(20);
        var current = (await ClaimAsync("b"))!;
        current.Id.ShouldBe(stale.Id);
        var signals = new JobSignals(_source, Microsoft.Extensions.Logging.Abstractions.NullLogger<JobSignals>.Instance);

        await Should.ThrowAsync<LeaseLostException>(() => new Lease(_database, _table, signals, stale, Long).WriteAsync(RenameUserAsync, CancellationToken.None));
        (await _table.RenewAsync(stale, Long, CancellationToken.None)).ShouldBeNull();
        (await _table.EndAsync(stale, JobStatus.Completed, null, (db, _) => RenameUserAsync(db), CancellationToken.None)).ShouldBeFalse();
        await _table.HandBackAsync(stale, CancellationToken.None);
        (await NameAsync()).ShouldBe("worker");

        await new Lease(_database, _table, signals, current, Long).WriteAsync(RenameUserAsync, CancellationToken.None);
        (await NameAsync()).ShouldBe("renamed");
        (await _table.EndAsync(current, JobStatus.Completed, null, (_, _) => Task.CompletedTask, CancellationToken.None)).ShouldBeTrue();
        (await ClaimAsync("c")).ShouldBeNull();
    }

    [Fact]
    public async Task A_job_whose_owner_wants_it_stopped_cannot_complete()
    {
        var id = await AddAsync();
        var job = (await ClaimAsync("a"))!;
        await using (var db = _database.OpenForSystem())
            await db.Jobs.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.CancelRequested, true));
        (await _table.RenewAsync(job, Long, CancellationToken.None)).ShouldBe(true);
        (await _table.EndAsync(job, JobStatus.Completed, null, (db, _) => RenameUserAsync(db), CancellationToken.None)).ShouldBeFalse();
        (await _table.EndAsync(job, JobStatus.Cancelled, null, (_, _) => Task.CompletedTask, CancellationToken.None)).ShouldBeTrue();
        (await NameAsync()).ShouldBe("worker");
    }

    [Fact]
    public async Task An_end_that_cannot_write_its_business_row_is_no_end()
    {
        await AddAsync();
        var job = (await ClaimAsync("a"))!;
        await Should.ThrowAsync<InvalidOperationException>(() => _table.EndAsync(
            job, JobStatus.Completed, null, (_, _) => throw new InvalidOperationException("no"), CancellationToken.None));
        (await _table.RenewAsync(job, Long, CancellationToken.None)).ShouldBe(false);
    }

    private Task<Job?> ClaimAsync(string owner, TimeSpan? lease = null) => _table.ClaimAsync(Lane.Render, ["test"], owner, "node", lease ?? Long, CancellationToken.None);

    private async Task<Guid> AddAsync(int priority = 0, Action<Job>? change = null, string type = "test")
    {
        await using var db = _database.OpenForSystem();
        var job = new Job { UserId = _userId, Type = type, Lane = Lane.Render, Priority = priority, CreatedAt = DateTimeOffset.UnixEpoch };
        change?.Invoke(job);
        db.Jobs.Add(job);
        await db.SaveChangesAsync();
        return job.Id;
    }

    private async Task RenameUserAsync(AppDbContext db) => (await db.Users.SingleAsync(user => user.Id == _userId)).Name = "renamed";

    private async Task<string> NameAsync()
    {
        await using var db = _database.OpenForSystem();
        return (await db.Users.SingleAsync()).Name;
    }
}
