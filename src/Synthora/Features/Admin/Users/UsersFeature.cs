using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Admin.Users;

/// <summary>Administration of accounts. <c>/admin/users</c> and <c>/users</c> are the same.</summary>
public static class UsersFeature
{
    public static IServiceCollection AddUsers(this IServiceCollection services) => services
        .AddScoped<ListUsers>().AddScoped<GetUser>().AddScoped<GetUserStatistics>().AddScoped<ChangeUser>().AddScoped<DeleteUser>().AddScoped<ReadAudit>();

    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        Map(api.MapGroup("/admin/users"), "");
        Map(api.MapGroup("/users"), "_alias");
        var audit = api.MapGroup("/admin/audit").WithTags("Administration").RequireAuthorization();
        audit.MapGet("/", ([AsParameters] ReadAuditRequest request, ReadAudit read, HttpContext http, CancellationToken ct) => read.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<Page<AuditRow>>("list_audit", "Who did what, newest first.", "Administrators only. Entries are only ever added.", 200, 400, 401, 403);
    }

    private static void Map(RouteGroupBuilder root, string alias)
    {
        var users = root.WithTags("Administration").RequireAuthorization();
        users.MapGet("/", ([AsParameters] ListUsersRequest request, ListUsers list, HttpContext http, CancellationToken ct) => list.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<Page<UserSummary>>($"list_users{alias}", "Users, newest first.", "Administrators only.", 200, 400, 401, 403);
        users.MapGet("/stats", (GetUserStatistics get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<UserStatistics>($"user_statistics{alias}", "How many users there are of which kind.", "Administrators only.", 200, 401, 403);
        var one = users.MapGroup("/{id:guid}");
        one.MapGet("/", (Guid id, GetUser get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<UserDetail>($"get_user{alias}", "One user with figures and limits.", "Administrators only.", 200, 401, 403, 404);
        one.MapPatch("/role", (Guid id, ChangeRoleRequest request, ChangeUser change, HttpContext http, CancellationToken ct) => change.SetRoleAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<UserDetail>($"change_user_role{alias}", "Changes a role.", "Not one's own, and never the last administrator's.", 200, 400, 401, 403, 404, 409);
        one.MapPatch("/status", (Guid id, ChangeStatusRequest request, ChangeUser change, HttpContext http, CancellationToken ct) => change.SetStatusAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<UserDetail>($"change_user_status{alias}", "Enables or disables an account.", "Disabling ends its sessions at once. Enabling brings a closed account back.", 200, 400, 401, 403, 404, 409);
        one.MapPut("/limits", (Guid id, ChangeUserLimitsRequest request, ChangeUser change, HttpContext http, CancellationToken ct) => change.SetLimitsAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<UserDetail>($"change_user_limits{alias}", "Makes exceptions from the role's limits.", "Absent values leave the role's; 0 is unlimited; an empty body takes all exceptions back.", 200, 400, 401, 403, 404);
        one.MapPost("/grant-premium", (Guid id, ChangeUser change, HttpContext http, CancellationToken ct) => change.GrantPremiumAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<UserDetail>($"grant_premium{alias}", "Gives premium without payment.", "", 200, 401, 403, 404);
        one.MapPost("/revoke-premium", (Guid id, ChangeUser change, HttpContext http, CancellationToken ct) => change.RevokePremiumAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<UserDetail>($"revoke_premium{alias}", "Takes given premium back.", "", 200, 401, 403, 404);
        one.MapDelete("/", (
                Guid id, DeleteUser delete, HttpContext http, CancellationToken ct, [Microsoft.AspNetCore.Mvc.FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] DeleteUserRequest? request = null, string? mode = null) =>
                delete.HandleAsync(http.GetCaller(), id, mode == "hard" ? DeleteMode.Hard : DeleteMode.Soft, request, ct).AsOk())
            .Describe<UserDeleted>($"delete_user{alias}", "Closes an account for 30 days, or with mode=hard removes it now.", "A hard deletion needs the account's e-mail address, typed.", 200, 400, 401, 403, 404, 409);
    }
}
