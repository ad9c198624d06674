using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Jobs;

public sealed class GetJob(Database database)
{
    public async Task<Result<JobResponse>> HandleAsync(Caller caller, Guid jobId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var job = await db.Jobs.AsNoTracking().Where(row => row.Id == jobId).Select(JobResponse.From).SingleOrDefaultAsync(ct);
        return job is null ? Errors.NotFound("job") : job;
    }
}
