using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Jobs;

public static class JobsFeature
{
    public static IServiceCollection AddJobViews(this IServiceCollection services) =>
        services.AddScoped<ListJobs>().AddScoped<GetJob>().AddScoped<CancelJob>();

    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs").RequireAuthorization();
        jobs.MapGet("/", ([AsParameters] ListJobsRequest request, ListJobs list, HttpContext http, CancellationToken ct) =>
                list.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<Page<JobResponse>>("list_jobs", "Your long-running work, newest first.", "", 200, 400, 401, 403);
        jobs.MapGet("/{id:guid}", (Guid id, GetJob get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<JobResponse>("get_job", "One job.", "The task_id of a 202 answer is such an id.", 200, 401, 403, 404);
        jobs.MapPost("/{id:guid}/cancel", (Guid id, CancelJob cancel, HttpContext http, CancellationToken ct) => cancel.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<JobResponse>("cancel_job", "Stops a job.", "What it was making is cancelled with it.", 200, 401, 403, 404, 409);
    }
}
