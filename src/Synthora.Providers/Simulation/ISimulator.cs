using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Synthora.Providers.Simulation;

/// <summary>A vendor made up: its real protocol, its odd answers and its states, without an account. Lives as long as the host, with its jobs.</summary>
internal interface ISimulator
{
    /// <summary>The catalogue row it stands in for; it is served under <c>/_sim/{id}</c>.</summary>
    string Id { get; }

    /// <param name="vendor">Paths as below the vendor's base URL.</param>
    void Map(RouteGroupBuilder vendor);
}

/// <summary>
/// What makes every simulator misbehave. Keys: <c>wrong</c> is not known, <c>poor</c> has no credit, <c>busy</c> is rate limited.
/// Words anywhere in a prompt: <c>[policy]</c> is refused, at once or while it is made, as the vendor does it, <c>[fail]</c> fails while it is made, <c>[slow]</c> needs many polls,
/// <c>[busy]</c> is turned away once, with a wait where the vendor tells one, <c>[trouble]</c> answers 503 once, <c>[expired]</c> leaves a result that is gone.
/// </summary>
internal sealed class Magic
{
    /// <summary>In seconds; long enough to be a wait.</summary>
    public const int ShortWait = 1;

    private readonly Lock guard = new();
    private readonly HashSet<string> met = [];

    public static bool IsWrong(string? key) => key is null or "" or "wrong";

    public static bool IsPoor(string? key) => key == "poor";

    public static bool IsBusy(string? key) => key == "busy";

    public static bool Says(string? prompt, string word) => prompt?.Contains($"[{word}]", StringComparison.Ordinal) == true;

    /// <summary>True the first time such a prompt is met.</summary>
    public bool Once(string? prompt, string word)
    {
        if (!Says(prompt, word)) return false;
        lock (guard) return met.Add(word + "\n" + prompt);
    }

    public static string Bearer(HttpRequest request) => request.Headers.Authorization.ToString() is var sent && sent.StartsWith("Bearer ", StringComparison.Ordinal) ? sent["Bearer ".Length..] : "";

    /// <summary>Asks to be left alone for no time, so that tests and demonstrations do not wait.</summary>
    public static IResult RetryNow(HttpContext context, IResult answer) => RetryIn(context, 0, answer);

    public static IResult RetryIn(HttpContext context, int seconds, IResult answer)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return answer;
    }
}
