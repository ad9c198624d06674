using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Synthora.Data;
using Synthora.Jobs;
using Synthora.Tests.Data;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Jobs;

public sealed class JobRunnerTests : IAsyncLifetime
{
    private readonly Reader _reader = new();
    private NpgsqlDataSource _source = null!;
    private Database _database = null!;
    private JobRunner _runner = null!;

    public async Task InitializeAsync()
    {
        _source = NpgsqlDataSource.Create(await (await PostgresCluster.SharedAsync()).CloneAsync());
        _database = _reader.Database = new(_source);
        await using var db = _database.OpenForSystem();
        var user = OwnershipTests.NewUser("worker");
        db.AddRange(user, new Job { UserId = user.Id, Type = _reader.Type, Lane = Lane.Light, CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync();
        _runner = new(
            _database, new(_database), new(_source, NullLogger<JobSignals>.Instance), new(), [_reader], Options.Create(new JobsOptions { MaxTakeovers = 2 }), NullLogger<JobRunner>.Instance);
    }

    public async Task DisposeAsync() => await _source.DisposeAsync();

    [Fact]
    public async Task Work_whose_connection_the_database_cuts_goes_on_when_the_database_is_back()
    {
        _reader.Cuts = 1;
        await RunAsync();
        var put = await JobAsync();
        (put.Status, put.Takeovers, put.LeaseOwner, put.ErrorMessage).ShouldBe((JobStatus.Queued, 1, null, null));
        put.LeaseUntil.ShouldNotBeNull("a database that has just come back is not overrun");

        await RunAsync();
        var done = await JobAsync();
        (done.Status, done.Attempts).ShouldBe((JobStatus.Completed, 2));
        _reader.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task Work_that_the_database_cuts_every_time_fails_in_the_end()
    {
        _reader.Cuts = int.MaxValue;
        for (var run = 0; run < 3; run++) await RunAsync();
        (await JobAsync()).Status.ShouldBe(JobStatus.Failed);
        _reader.Failure!.Code.ShouldBe("internal_error");
        _reader.Runs.ShouldBe(3);
    }

    [Fact]
    public async Task A_fault_that_its_work_can_explain_is_no_fault_of_the_database()
    {
        _reader.Fails = new JobFault(new TimeoutException("The voice did not answer."));
        await RunAsync();
        (await JobAsync()).Status.ShouldBe(JobStatus.Failed);
        _reader.Failure!.Code.ShouldBe("voice");
    }

    private async Task RunAsync()
    {
        await using (var db = _database.OpenForSystem()) await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(job => job.LeaseUntil, (DateTimeOffset?)null));
        (await _runner.RunOneAsync(Lane.Light, "a", CancellationToken.None)).ShouldBeTrue();
    }

    private async Task<Job> JobAsync()
    {
        await using var db = _database.OpenForSystem();
        return await db.Jobs.AsNoTracking().SingleAsync();
    }

    private sealed class JobFault(Exception inner) : Exception("It failed.", inner);

    /// <summary>Reads outside its lease, on a connection that is cut under it so many times.</summary>
    private sealed class Reader : IJobHandler
    {
        public Database Database { get; set; } = null!;
        public int Cuts { get; set; }
        public int Runs { get; private set; }
        public Exception? Fails { get; set; }
        public JobFailure? Failure { get; private set; }
        public string Type => "reading";

        public async Task<Func<AppDbContext, CancellationToken, Task>> RunAsync(Job job, Lease lease, CancellationToken ct)
        {
            Runs++;
            if (Fails is { } fault) throw fault;
            await using var db = Database.OpenForSystem();
            if (Cuts-- > 0) await db.Database.ExecuteSqlAsync($"select pg_terminate_backend(pg_backend_pid())", ct);
            (await db.Users.CountAsync(ct)).ShouldBe(1);
            return (_, _) => Task.CompletedTask;
        }

        public Task FailedAsync(AppDbContext db, Job job, JobFailure failure, CancellationToken ct)
        {
            Failure = failure;
            return Task.CompletedTask;
        }

        public Task CancelledAsync(AppDbContext db, Job job, CancellationToken ct) => Task.CompletedTask;

        public Task TidyAsync(Job job, JobStatus ended, CancellationToken ct) => Task.CompletedTask;

        public JobFailure? Explain(Exception exception) => exception is JobFault ? new("voice", exception.Message, null) : null;
    }
}
