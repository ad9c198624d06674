using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Synthora.Web.Errors;

/// <summary>Gives a person a page where a program gets a problem document.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(WantsPage, pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => ShowAsync(context, 500) });
            pages.UseStatusCodePages(context => ShowAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
        });
    }

    private static bool WantsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/health") &&
        !context.Request.Path.StartsWithSegments("/openapi");

    private static Task ShowAsync(HttpContext context, int status)
    {
        if (status == StatusCodes.Status401Unauthorized)
        {
            var back = Uri.EscapeDataString(context.Request.Path + context.Request.QueryString);
            context.Response.Redirect(HttpMethods.IsGet(context.Request.Method) ? $"/login?return={back}" : "/login");
            return Task.CompletedTask;
        }

        var page = new RazorComponentResult<ErrorPage>(new { Status = status, RequestId = context.TraceIdentifier })
        {
            StatusCode = status, PreventStreamingRendering = true,
        };
        return page.ExecuteAsync(context);
    }
}
