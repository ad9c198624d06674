using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos;

/// <summary>
/// How long steps took lately, as the median of the last runs: what an estimate of the time left stands on until a step
/// has come far enough to tell by itself.
/// </summary>
internal sealed class StepTimes(IEnumerable<StepTime> lately)
{
    /// <summary>Runs that count for a step and provider.</summary>
    private const int Runs = 20;

    /// <summary>Rows looked through for them.</summary>
    private const int Reach = 200;

    /// <summary>From here on what a step has done says more than what others took.</summary>
    private const double TellingFraction = 0.15;

    /// <summary>Without a known time for these nothing is said at all: they take nearly all of it.</summary>
    private static readonly GenerationStep[] Decisive = [GenerationStep.Assembly];

    private readonly ILookup<GenerationStep, StepTime> _lately = lately.ToLookup(time => time.Step);

    public static async Task<StepTimes> LoadAsync(AppDbContext db, CancellationToken ct)
    {
        var steps = Enum.GetValues<GenerationStep>().Select(EnumText.Of).ToArray();
        var rows = await db.Database.SqlQuery<StoredTime>(
            $"""
             select s.step as "Step", t.provider as "Provider", t.seconds as "Seconds" from unnest({steps}) with ordinality s(step, place) cross join lateral (
               select coalesce(v.provider, '') as provider, extract(epoch from v.ended_at - v.started_at)::float8 as seconds, v.ended_at
               from video_steps v where v.step = s.step and v.status = 'completed' and v.started_at is not null order by v.ended_at desc limit {Reach}) t
             order by s.place, t.ended_at desc
             """).ToListAsync(ct);
        return new(rows.Select(row => new StepTime(EnumText.Parse<GenerationStep>(row.Step), row.Provider, row.Seconds)));
    }

    /// <summary>The usual seconds of a whole run; null while too little is known.</summary>
    public double? Whole => Sum(Enum.GetValues<GenerationStep>());

    /// <param name="fraction">How much of the current step is done, 0–1, where that is known.</param>
    /// <returns>Seconds, or null when there is nothing honest to say.</returns>
    public double? Left(GenerationStep current, string? provider, TimeSpan elapsed, double? fraction)
    {
        var later = Sum(Enum.GetValues<GenerationStep>().Where(step => step > current));
        if (later is null) return null;
        double? own = fraction is >= TellingFraction and <= 1 && elapsed > TimeSpan.Zero ? elapsed.TotalSeconds * (1 - fraction.Value) / fraction.Value : null;
        var rest = own ?? (Usual(current, provider) is { } usual && usual > elapsed.TotalSeconds ? usual - elapsed.TotalSeconds : null);
        return rest is null ? null : Math.Round(rest.Value + later.Value, 1);
    }

    /// <summary>With the same provider where it has done it before, else with whoever did it.</summary>
    private double? Usual(GenerationStep step, string? provider)
    {
        var same = _lately[step].Where(time => time.Provider == provider).Take(Runs).ToList();
        return Median(same.Count > 0 ? same : [.. _lately[step].Take(Runs)]);
    }

    private double? Sum(IEnumerable<GenerationStep> steps)
    {
        var sum = 0.0;
        foreach (var step in steps)
        {
            if (Usual(step, null) is { } usual) sum += usual;
            else if (Decisive.Contains(step)) return null;
        }

        return sum;
    }

    private static double? Median(IReadOnlyList<StepTime> times)
    {
        if (times.Count == 0) return null;
        var sorted = times.Select(time => time.Seconds).Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    private sealed record StoredTime(string Step, string Provider, double Seconds);
}

/// <summary>A finished step, the latest first.</summary>
internal sealed record StepTime(GenerationStep Step, string Provider, double Seconds);
