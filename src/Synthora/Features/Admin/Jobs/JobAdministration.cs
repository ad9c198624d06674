using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Admin.Jobs;

public static class JobAdministration
{
    public static IServiceCollection AddJobAdministration(this IServiceCollection services) => services.AddScoped<ListAllJobs>().AddScoped<SteerJob>();

    public static void MapJobAdministration(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/admin/jobs").WithTags("Administration").RequireAuthorization();
        jobs.MapGet("/", ([AsParameters] ListAllJobsRequest request, ListAllJobs list, HttpContext http, CancellationToken ct) => list.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<Page<AdminJob>>("list_all_jobs", "Everybody's long-running work, newest first.", "Administrators only. A job is lost while its worker is not seen; another worker takes it within a minute. It is unserved while no worker can do it, as when a newer version ordered it.", 200, 400, 401, 403);
        jobs.MapPost("/{id:guid}/cancel", (Guid id, SteerJob steer, HttpContext http, CancellationToken ct) => steer.CancelAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<AdminJob>("cancel_any_job", "Stops somebody's job.", "Administrators only. What it was making is cancelled with it.", 200, 401, 403, 404, 409);
        jobs.MapPost("/{id:guid}/retry", (Guid id, SteerJob steer, HttpContext http, CancellationToken ct) => steer.RetryAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<AdminJob>("retry_any_job", "Takes a failed video up again where it stopped.", "Administrators only. It counts against its owner's limits; the retry is a new job.", 200, 401, 403, 404, 409, 429);
    }
}
