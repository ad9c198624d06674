using System.Runtime.InteropServices;

namespace Synthora.Providers.Speech.Offline;

/// <summary>The part of espeak-ng's C interface that gives sound with word events (speak_lib.h).</summary>
internal static partial class EspeakLibrary
{
    public const int Synchronous = 2;
    public const int PhonemeEvents = 1;
    public const int DoNotExit = 0x8000;
    public const int RateParameter = 1;
    public const int Utf8 = 1;

    private const string Espeak = "libespeak-ng.so.1";

    public enum EventType { End, Word, Sentence, Mark, Play, EndOfSentence, EndOfMessage, Phoneme, SampleRate }

    public delegate int SynthCallback(nint samples, int count, nint events);

    [LibraryImport(Espeak)]
    public static partial int espeak_Initialize(int output, int bufferMs, nint path, int options);

    [LibraryImport(Espeak)]
    public static partial void espeak_SetSynthCallback(SynthCallback callback);

    [LibraryImport(Espeak, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int espeak_SetVoiceByName(string name);

    [LibraryImport(Espeak)]
    public static partial int espeak_SetParameter(int parameter, int value, int relative);

    [LibraryImport(Espeak)]
    public static partial int espeak_Synth(byte[] text, nuint size, uint position, int positionType, uint endPosition, uint flags, nint id, nint user);

    [StructLayout(LayoutKind.Sequential)]
    public struct Event
    {
        public int Type;
        public uint Id;
        /// <summary>In characters of the text, from 1.</summary>
        public int TextPosition;
        public int Length;
        /// <summary>In milliseconds of the sound.</summary>
        public int AudioPosition;
        public int Sample;
        public nint User;
        /// <summary>Up to 8 bytes of a phoneme's name.</summary>
        public ulong Name;
    }
}
