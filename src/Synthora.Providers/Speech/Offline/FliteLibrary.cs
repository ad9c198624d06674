using System.Runtime.InteropServices;

namespace Synthora.Providers.Speech.Offline;

/// <summary>The part of flite's C interface that gives words with their times (flite.h, cst_utterance.h, cst_wave.h).</summary>
internal static partial class FliteLibrary
{
    private const string Flite = "libflite.so.1";

    [LibraryImport(Flite)]
    public static partial int flite_init();

    // The voice's library leaves its references to these two open; they are loaded for it first.
    [LibraryImport("libflite_cmu_us_rms.so.1", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint register_cmu_us_rms(string? folder);

    [LibraryImport(Flite, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint flite_synth_text(string text, nint voice);

    /// <param name="name">Kept by flite as it is, so it must stay where it is.</param>
    [LibraryImport(Flite)]
    public static partial void flite_feat_set_float(nint features, nint name, float value);

    [LibraryImport(Flite, StringMarshalling = StringMarshalling.Utf8)]
    public static partial float flite_ffeature_float(nint item, string path);

    [LibraryImport(Flite, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint utt_relation(nint utterance, string name);

    [LibraryImport(Flite)]
    public static partial nint relation_head(nint relation);

    [LibraryImport(Flite)]
    public static partial nint item_next(nint item);

    [LibraryImport(Flite)]
    public static partial nint item_daughter(nint item);

    [LibraryImport(Flite)]
    public static partial nint utt_wave(nint utterance);

    [LibraryImport(Flite)]
    public static partial void delete_utterance(nint utterance);

    [StructLayout(LayoutKind.Sequential)]
    public struct Voice
    {
        public nint Name;
        public nint Features;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Wave
    {
        public nint Type;
        public int SampleRate;
        public int SampleCount;
        public int Channels;
        public nint Samples;
    }
}
