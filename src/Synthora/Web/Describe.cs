using Microsoft.AspNetCore.Builder;
using Synthora.Web.Errors;

namespace Synthora.Web;

/// <summary>What the OpenAPI document says of an endpoint, in one line at the route.</summary>
internal static class DescribeExtensions
{
    public static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder route, string operation, string summary, string description, int success, params int[] errors) =>
        route.Produces<T>(success).Common(operation, summary, description, errors);

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string operation, string summary, string description, int success, params int[] errors) =>
        route.Produces(success).Common(operation, summary, description, errors);

    public static RouteHandlerBuilder DescribeFile(this RouteHandlerBuilder route, string operation, string summary, string description, string type, params int[] errors) =>
        route.Produces<Stream>(200, type).Produces<Stream>(206, type).Common(operation, summary, description, errors);

    private static RouteHandlerBuilder Common(this RouteHandlerBuilder route, string operation, string summary, string description, int[] errors)
    {
        route.WithName(operation).WithSummary(summary).WithDescription(description.Length > 0 ? description : summary);
        foreach (var status in errors.Append(429).Append(500).Append(503).Distinct()) route.Produces<ProblemBody>(status, Problems.ContentType);
        return route;
    }
}
