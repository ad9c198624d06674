using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Synthora.Jobs;

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
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (exception is BadHttpRequestException bad) status = bad.StatusCode;
        else if (exception is not null && UnstorableText.Is(exception)) status = StatusCodes.Status400BadRequest;
        else if (exception is not null && Transient.Is(exception)) status = StatusCodes.Status503ServiceUnavailable;
        var page = new RazorComponentResult<ErrorPage>(new { Status = status, RequestId = context.TraceIdentifier })
        {
            StatusCode = status, PreventStreamingRendering = true,
        };
        return page.ExecuteAsync(context);
    }
}
