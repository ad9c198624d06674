using Synthora.Features;
using Synthora.Web.Errors;

namespace Synthora.Security;

/// <summary>
/// Refuses changes that another site makes a signed-in browser send. Browsers say where a request comes from
/// (Sec-Fetch-Site, or Origin in old ones); programs say neither and carry no cookie. Page forms have their
/// anti-forgery token besides.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (safe || !request.Cookies.ContainsKey(SessionCookie.Name) || request.Headers.Authorization.Count > 0 || FromHere(request)) return next(context);
        return Problems.WriteAsync(context, new(ErrorKind.Forbidden, "forbidden", "This request came from another site."));
    }

    private static bool FromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value);
    }
}
