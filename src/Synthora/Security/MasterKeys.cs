using System.Security.Cryptography;
using System.Text;

namespace Synthora.Security;

/// <summary>A key of 32 bytes and the name by which an envelope refers to it.</summary>
internal sealed class MasterKey(byte[] bytes)
{
    public const int Length = 32;
    public const int IdLength = 8;

    public byte[] Bytes => bytes;

    /// <summary>Told by the key itself, so that the same key has the same name wherever it is configured.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData([.. "synthora master key"u8, .. bytes]))[..(IdLength * 2)];

    public override string ToString() => $"key {Id}";
}

/// <summary>
/// The keys that seal what is stored: the first seals, the others only open what an earlier one sealed. They come from
/// ENCRYPTION_KEY and ENCRYPTION_KEY_PREVIOUS, or from a file of the data folder that only its owner can read.
/// </summary>
internal sealed class MasterKeys
{
    public const string FileName = "vault.keys";

    private readonly string? _path;
    private readonly Lock _gate = new();
    private IReadOnlyList<MasterKey> _keys;
    private DateTime _readAt;

    private MasterKeys(IReadOnlyList<MasterKey> keys) => _keys = keys;

    private MasterKeys(string path)
    {
        _path = path;
        if (!File.Exists(path)) WriteNew(path, [New()]);
        _keys = Read(path, out _readAt);
    }

    /// <summary>Whether a new key can be made here rather than by whoever runs the installation.</summary>
    public bool CanGrow => _path is not null;

    public MasterKey Current => Fresh()[0];

    /// <param name="configured">The operator's keys, the current one first; none takes the folder's file.</param>
    public static MasterKeys Load(IReadOnlyList<MasterKey> configured, string folder)
    {
        if (configured.Count > 0) return new MasterKeys(configured);
        Directory.CreateDirectory(folder);
        return new MasterKeys(Path.Combine(folder, FileName));
    }

    /// <summary>Understands 32 plain characters, 64 hexadecimal digits or Base64 of 32 bytes; null for anything else.</summary>
    public static MasterKey? Parse(string text)
    {
        text = text.Trim();
        if (text.Length == MasterKey.Length * 2 && text.All(char.IsAsciiHexDigit)) return new MasterKey(Convert.FromHexString(text));
        Span<byte> bytes = stackalloc byte[64];
        if (text.Length is 43 or 44 && Convert.TryFromBase64String(text.PadRight(44, '='), bytes, out var written) && written == MasterKey.Length)
            return new MasterKey(bytes[..written].ToArray());
        return Encoding.UTF8.GetByteCount(text) == MasterKey.Length ? new MasterKey(Encoding.UTF8.GetBytes(text)) : null;
    }

    /// <summary>Null when the key is gone, and with it what it sealed.</summary>
    public MasterKey? Find(string id) => Fresh().FirstOrDefault(key => key.Id == id);

    /// <summary>Puts a new key in front; the old ones stay to open backups.</summary>
    public MasterKey Grow()
    {
        if (_path is null) throw new InvalidOperationException("Configured keys are changed where they are configured.");
        lock (_gate)
        {
            IReadOnlyList<MasterKey> keys = [New(), .. Read(_path, out _)];
            Replace(_path, keys);
            _keys = Read(_path, out _readAt);
            return _keys[0];
        }
    }

    /// <summary>Another process may have rotated: the file is read again when it changed.</summary>
    private IReadOnlyList<MasterKey> Fresh()
    {
        if (_path is null) return _keys;
        lock (_gate)
        {
            if (File.GetLastWriteTimeUtc(_path) != _readAt) _keys = Read(_path, out _readAt);
            return _keys;
        }
    }

    private static MasterKey New() => new(RandomNumberGenerator.GetBytes(MasterKey.Length));

    private static IReadOnlyList<MasterKey> Read(string path, out DateTime at)
    {
        at = File.GetLastWriteTimeUtc(path);
        var keys = File.ReadAllLines(path).Where(line => line.Trim().Length > 0).Select(Parse).ToList();
        return keys.Count > 0 && keys.TrueForAll(key => key is not null)
            ? [.. keys.OfType<MasterKey>()]
            : throw new InvalidDataException($"{path} holds no usable master key. Restore it from a backup: without it the stored provider keys cannot be opened.");
    }

    /// <summary>Two processes may start at once: the keys are written beside and the first to move them wins.</summary>
    private static void WriteNew(string path, IReadOnlyList<MasterKey> keys)
    {
        var partial = WriteBeside(path, keys);
        try
        {
            File.Move(partial, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(partial);
        }
    }

    private static void Replace(string path, IReadOnlyList<MasterKey> keys) => File.Move(WriteBeside(path, keys), path, overwrite: true);

    private static string WriteBeside(string path, IReadOnlyList<MasterKey> keys)
    {
        var partial = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(partial, options);
        file.Write(Encoding.ASCII.GetBytes(string.Join('\n', keys.Select(key => Convert.ToBase64String(key.Bytes))) + "\n"));
        file.Flush(flushToDisk: true);
        return partial;
    }
}
