using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Synthora.Rendering.Audio;

/// <summary>
/// Loudness of 48 kHz stereo as ITU-R BS.1770-4 and EBU Tech 3342 define it: K-weighting, blocks of 400 ms every 100 ms,
/// gates at -70 LUFS and 10 LU (range: 20 LU) under the mean. Fed block by block; keeps one number per 100 ms.
/// </summary>
internal sealed class LoudnessMeter
{
    public const double Silence = -70;
    public const int StepFrames = SoundPlan.SampleRate / 10;
    private const int BlockSteps = 4;
    private const int ShortTermSteps = 30;
    private readonly List<double> _steps = [];
    private Vector128<double> _shelf1, _shelf2, _high1, _high2, _power;
    private int _filled;

    /// <summary>Mean K-weighted power of both channels together, for each full 100 ms.</summary>
    public IReadOnlyList<double> Steps => _steps;

    public double Integrated => IntegratedOf(_steps);

    /// <summary>Integrated loudness of the first three seconds.</summary>
    public double Opening => IntegratedOf(_steps.Take(ShortTermSteps).ToList());

    /// <summary>Difference between the quiet (10 %) and the loud (95 %) stretches of 3 s, in LU.</summary>
    public double Range => RangeOf(_steps);

    /// <param name="stereo">Left and right in turn.</param>
    public void Add(ReadOnlySpan<float> stereo)
    {
        while (stereo.Length > 0)
        {
            var frames = Math.Min(StepFrames - _filled, stereo.Length / 2);
            Weigh(stereo[..(2 * frames)]);
            stereo = stereo[(2 * frames)..];
            _filled += frames;
            if (_filled < StepFrames) continue;
            _steps.Add((_power[0] + _power[1]) / StepFrames);
            (_power, _filled) = (Vector128<double>.Zero, 0);
        }
    }

    public static double Lufs(double power) => power <= 0 ? double.NegativeInfinity : -0.691 + (10 * Math.Log10(power));

    /// <summary>Gated loudness of steps, as <see cref="Steps"/> gives them or as a gain has changed them.</summary>
    public static double IntegratedOf(IReadOnlyList<double> steps)
    {
        var heard = Means(steps, BlockSteps).Where(power => Lufs(power) > Silence).ToList();
        if (heard.Count == 0) return Silence;
        var gate = heard.Average() / 10;
        return Math.Max(Silence, Lufs(heard.Where(power => power > gate).Average()));
    }

    public static double RangeOf(IReadOnlyList<double> steps)
    {
        var heard = Means(steps, ShortTermSteps).Where(power => Lufs(power) >= Silence).ToList();
        if (heard.Count == 0) return 0;
        var gate = heard.Average() / 100;
        var kept = heard.Where(power => power >= gate).Select(Lufs).Order().ToList();
        return kept[(int)Math.Round(0.95 * (kept.Count - 1))] - kept[(int)Math.Round(0.1 * (kept.Count - 1))];
    }

    /// <summary>Short-term loudness (3 s) ending with each step; shorter at the start.</summary>
    public static IReadOnlyList<double> ShortTerm(IReadOnlyList<double> steps)
    {
        var levels = new double[steps.Count];
        var sum = 0.0;
        for (var i = 0; i < steps.Count; i++)
        {
            sum += steps[i] - (i >= ShortTermSteps ? steps[i - ShortTermSteps] : 0);
            levels[i] = Lufs(Math.Max(0, sum) / Math.Min(i + 1, ShortTermSteps));
        }

        return levels;
    }

    private static IEnumerable<double> Means(IReadOnlyList<double> steps, int width)
    {
        // A sound shorter than one block is one block with silence around it.
        if (steps.Count < width) return steps.Count == 0 ? [] : [steps.Sum() / width];
        return Enumerable.Range(0, steps.Count - width + 1).Select(at =>
        {
            var sum = 0.0;
            for (var i = 0; i < width; i++) sum += steps[at + i];
            return sum / width;
        });
    }

    /// <summary>The two filters of BS.1770 for 48 kHz, both channels in one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Weigh(ReadOnlySpan<float> stereo)
    {
        var (shelf1, shelf2, high1, high2, power) = (_shelf1, _shelf2, _high1, _high2, _power);
        for (var i = 0; i + 1 < stereo.Length; i += 2)
        {
            var x = Vector128.Create((double)stereo[i], stereo[i + 1]);
            var y = shelf1 + (x * 1.53512485958697);
            shelf1 = shelf2 - (x * 2.69169618940638) + (y * 1.69065929318241);
            shelf2 = (x * 1.19839281085285) - (y * 0.73248077421585);
            var z = high1 + y;
            high1 = high2 - (y * 2.0) + (z * 1.99004745483398);
            high2 = y - (z * 0.99007225036621);
            power += z * z;
        }

        // Far below hearing the state would shrink into numbers that are slow to compute with.
        var tiny = Vector128.Create(1e-30);
        (_shelf1, _shelf2, _high1, _high2, _power) = (shelf1 + tiny, shelf2 + tiny, high1 + tiny, high2 + tiny, power);
    }
}
