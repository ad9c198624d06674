namespace Synthora.Rendering.Quality;

/// <summary>Everything the gate measures of a file. Times are seconds from the start of the file.</summary>
public sealed record Measurement
{
    public required long Bytes { get; init; }
    public required Mp4Boxes Boxes { get; init; }
    public required PictureFacts Picture { get; init; }
    public SoundFacts? Sound { get; init; }

    /// <summary>Tags of the container that say more than its format, such as a phone's position.</summary>
    public IReadOnlyList<string> ForeignTags { get; init; } = [];

    public double Seconds => Math.Max(Picture.Seconds, Sound?.Seconds ?? 0);
}

public sealed record PictureFacts
{
    public required string Codec { get; init; }
    public required string Profile { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required string SampleAspect { get; init; }
    public required string PixelFormat { get; init; }
    public required string Range { get; init; }
    public required string Matrix { get; init; }
    public required string Transfer { get; init; }
    public required string Primaries { get; init; }
    public required double Fps { get; init; }
    public required double Start { get; init; }
    public required double Seconds { get; init; }
    public required int BFrames { get; init; }

    /// <summary>Largest deviation of a frame's distance to the next from an even rate.</summary>
    public required double Jitter { get; init; }
    public required IReadOnlyList<double> KeyFrames { get; init; }

    /// <summary>For each frame its time and how much it differs from the one before (mean absolute difference and scene score, 0–100).</summary>
    public required IReadOnlyList<FrameChange> Changes { get; init; }
    public required IReadOnlyList<Span> Black { get; init; }
    public required IReadOnlyList<Span> Frozen { get; init; }
}

public sealed record SoundFacts
{
    public required string Codec { get; init; }
    public required string Profile { get; init; }
    public required int SampleRate { get; init; }
    public required int Channels { get; init; }
    public required double Start { get; init; }
    public required double Seconds { get; init; }

    /// <summary>EBU R 128 integrated loudness in LUFS.</summary>
    public required double Loudness { get; init; }

    /// <summary>EBU Tech 3342 loudness range in LU.</summary>
    public required double LoudnessRange { get; init; }

    /// <summary>ITU-R BS.1770 true peak in dBTP.</summary>
    public required double TruePeak { get; init; }

    /// <summary>Integrated loudness of the first three seconds in LUFS; null when they are silent.</summary>
    public double? OpeningLoudness { get; init; }
    public required IReadOnlyList<Span> Silences { get; init; }
}

public sealed record FrameChange(double Time, double Difference, double Score);

public sealed record Span(double Start, double End)
{
    public double Seconds => End - Start;
}
