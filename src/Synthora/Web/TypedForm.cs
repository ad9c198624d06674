namespace Synthora.Web;

/// <summary>A form that was refused is shown again with what was typed, not with what is stored.</summary>
internal static class TypedForm
{
    /// <returns>What was just sent as that field; the other value where this is no answer to a form, or the form has no such field.</returns>
    public static string? Typed(this HttpContext? context, string name, string? otherwise) => context.IsAnswer() && context!.Request.Form.TryGetValue(name, out var sent) ? sent.ToString() : otherwise;

    /// <summary>A box that is not ticked is not sent at all.</summary>
    public static bool TypedTick(this HttpContext? context, string name, bool otherwise) => context.IsAnswer() ? context!.Request.Form.ContainsKey(name) : otherwise;

    private static bool IsAnswer(this HttpContext? context) => context is { Request: { Method: "POST", HasFormContentType: true } };
}
