using Synthora.Rendering.Audio;
using Synthora.Rendering.Scenes.Overlays;

namespace Synthora.Rendering.Analysis;

/// <summary>Everything measured of a finished file. Times are seconds from the start of the file.</summary>
public sealed record Measurement
{
    public required long Bytes { get; init; }
    public required Mp4Boxes Boxes { get; init; }
    public required PictureFacts Picture { get; init; }
    public SoundFacts? Sound { get; init; }

    /// <summary>How music gives way to speech in the stems; null without both, or without their files.</summary>
    public DuckingMeasurement? Ducking { get; init; }

    /// <summary>Null without a timeline that fits the file.</summary>
    public TextFacts? Text { get; init; }

    /// <summary>Where the timeline's titles, marks and cards' words stand; empty without a timeline.</summary>
    public IReadOnlyList<PlacedOverlay> Overlays { get; init; } = [];

    /// <summary>Where the timeline's recordings were found in the sound; empty without a timeline.</summary>
    public IReadOnlyList<VoicePlace> Voices { get; init; } = [];

    /// <summary>Tags of the container that say more than its format, such as a phone's position.</summary>
    public IReadOnlyList<string> ForeignTags { get; init; } = [];

    /// <summary>What ffmpeg complained about while decoding, at most a few lines.</summary>
    public IReadOnlyList<string> DecodeErrors { get; init; } = [];

    /// <summary>Null unless a scene was rendered again.</summary>
    public SceneAgain? Again { get; init; }

    public double Seconds => Math.Max(Picture.Seconds, Sound?.Seconds ?? 0);
}

public sealed record PictureFacts
{
    public required string Codec { get; init; }
    public required string Profile { get; init; }

    /// <summary>Pixels as shown, after a phone's rotation.</summary>
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required string SampleAspect { get; init; }
    public required string PixelFormat { get; init; }

    /// <summary><c>progressive</c>, or the order of interlaced fields; empty when not stated.</summary>
    public required string FieldOrder { get; init; }
    public required string Range { get; init; }
    public required string Matrix { get; init; }
    public required string Transfer { get; init; }
    public required string Primaries { get; init; }
    public required double Start { get; init; }
    public required double Seconds { get; init; }
    public required PacketFacts Packets { get; init; }

    /// <summary>How much each frame differs from the one before.</summary>
    public required IReadOnlyList<FrameChange> Changes { get; init; }
    public required IReadOnlyList<Span> Black { get; init; }
    public required IReadOnlyList<Span> Frozen { get; init; }

    /// <summary>Every frame in <see cref="ThumbSide"/>² grey pixels, one behind the other.</summary>
    public ReadOnlyMemory<byte> Thumbs { get; init; }
    public const int ThumbSide = 32;

    /// <summary>Score of FFmpeg's scdet above which a picture is another one.</summary>
    public const double CutScore = 10;

    /// <summary>Times at which one picture replaces another at once, as found in the frames.</summary>
    public IReadOnlyList<double> Cuts => [.. Changes.Where(change => change.Score >= CutScore).Select(change => change.Time)];
}

public sealed record SoundFacts
{
    public required string Codec { get; init; }
    public required string Profile { get; init; }
    public required int SampleRate { get; init; }
    public required int Channels { get; init; }

    /// <summary>Bitrate over the whole stream; 0 where it cannot be told.</summary>
    public required double Kbps { get; init; }
    public required double Start { get; init; }
    public required double Seconds { get; init; }

    /// <summary>EBU R 128 integrated loudness in LUFS; -70 for silence.</summary>
    public required double Loudness { get; init; }

    /// <summary>EBU Tech 3342 loudness range in LU.</summary>
    public required double LoudnessRange { get; init; }

    /// <summary>ITU-R BS.1770 true peak in dBTP.</summary>
    public required double TruePeak { get; init; }

    /// <summary>Integrated loudness of the first three seconds in LUFS.</summary>
    public required double OpeningLoudness { get; init; }

    /// <summary>Sample peaks of consecutive stretches of <see cref="BlockSeconds"/>, in dBFS.</summary>
    public required IReadOnlyList<double> BlockPeaks { get; init; }

    /// <summary>Largest steps between two neighbouring samples in the same stretches, as shares of full scale.</summary>
    public required IReadOnlyList<double> BlockSteps { get; init; }

    public const double BlockSeconds = 0.02;
}

/// <param name="Difference">Mean absolute difference of the pixels, 0–100.</param>
/// <param name="Score">How far the difference stands out from the one before, 0–100.</param>
public sealed record FrameChange(double Time, double Difference, double Score);

public sealed record Span(double Start, double End)
{
    public double Seconds => End - Start;
}
