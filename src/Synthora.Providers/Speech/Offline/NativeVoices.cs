using System.Runtime.InteropServices;

namespace Synthora.Providers.Speech.Offline;

/// <summary>What the synthesisers that are called as libraries share: one process, and the chance of its C library.</summary>
internal static partial class NativeVoices
{
    /// <summary>Only one of them speaks at a time: they draw their noise from one chain of chances.</summary>
    public static readonly Lock Turn = new();

    /// <summary>Begins that chain anew, so that a text sounds the same whatever was said before it. Held under <see cref="Turn"/>.</summary>
    public static void Reseed() => srand(1);

    [LibraryImport("libc")]
    private static partial void srand(uint seed);
}
