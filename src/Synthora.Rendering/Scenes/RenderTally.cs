namespace Synthora.Rendering.Scenes;

/// <summary>Adds up the frames that scenes finish at the same time, and reports no more often than anyone looks.</summary>
internal sealed class RenderTally(IProgress<RenderProgress>? progress, int totalFrames)
{
    /// <summary>What is left for the sound and the join, which take little beside the picture.</summary>
    private const double PictureShare = 0.95;
    private readonly Lock _gate = new();
    private int _done;
    private double _reported = -1;

    /// <summary>Progress of one scene; call it with growing numbers.</summary>
    public Action<int> Scene(string message)
    {
        var last = 0;
        return frames =>
        {
            lock (_gate)
            {
                _done += Math.Max(0, frames - last);
                last = Math.Max(last, frames);
                Report(PictureShare * _done / Math.Max(1, totalFrames), message);
            }
        };
    }

    public void Say(double fraction, string message)
    {
        lock (_gate) Report(fraction, message);
    }

    private void Report(double fraction, string message)
    {
        if (fraction < 1 && fraction - _reported < 0.002) return;
        _reported = fraction;
        progress?.Report(new RenderProgress(Math.Min(1, fraction), message));
    }
}
