using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;

namespace Synthora.Features.Jobs;

public sealed record ListJobsRequest : PageRequest
{
    /// <summary>Such as <c>running</c>.</summary>
    [FromQuery(Name = "status"), AllowedWords<JobStatus>]
    public string? Status { get; init; }
}

public sealed class ListJobs(Database database)
{
    public async Task<Result<Page<JobResponse>>> HandleAsync(Caller caller, ListJobsRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var jobs = db.Jobs.AsNoTracking();
        if (request.Status is not null && Enum.Parse<JobStatus>(request.Status, ignoreCase: true) is var status) jobs = jobs.Where(job => job.Status == status);
        var total = await jobs.CountAsync(ct);
        var items = await jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id)
            .Skip(request.Skip).Take(request.Take).Select(JobResponse.From).ToListAsync(ct);
        return request.Of<JobResponse>(items, total);
    }
}
