using System.Runtime.CompilerServices;

namespace Synthora.Storage.Local;

/// <summary>Files in a folder of this machine.</summary>
public sealed class LocalFileStore(string root) : IFileStore
{
    public async Task PutAsync(string key, string sourcePath, CancellationToken ct)
    {
        var target = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var partial = $"{target}.{Guid.CreateVersion7():N}.part";
        try
        {
            await using (var from = new FileStream(sourcePath, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, useAsync: true))
            await using (var to = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20, useAsync: true))
            {
                await from.CopyToAsync(to, ct);
                to.Flush(flushToDisk: true);
            }

            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public async Task TakeAsync(string key, string sourcePath, CancellationToken ct)
    {
        var target = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        try
        {
            await using (var file = new FileStream(sourcePath, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
            File.Move(sourcePath, target, overwrite: true);
        }
        catch (IOException) when (File.Exists(sourcePath))
        {
            // On another disk, or read-only.
            await PutAsync(key, sourcePath, ct);
            File.Delete(sourcePath);
        }
    }

    public Task<StoredFile?> OpenAsync(string key, CancellationToken ct)
    {
        var path = PathOf(key);
        try
        {
            var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);
            return Task.FromResult<StoredFile?>(new StoredFile(content, content.Length, File.GetLastWriteTimeUtc(path)));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException || Directory.Exists(path))
        {
            return Task.FromResult<StoredFile?>(null);
        }
    }

    public Task<LocalCopy?> FetchAsync(string key, CancellationToken ct)
    {
        var path = PathOf(key);
        return Task.FromResult(File.Exists(path) ? new LocalCopy(path, isTemporary: false) : null);
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        var folder = new DirectoryInfo(prefix.Length == 0 ? root : PathOf(prefix));
        if (!folder.Exists) yield break;
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            if (entry is DirectoryInfo) yield return entry.Name + "/";
            else if (!entry.Name.EndsWith(".part", StringComparison.Ordinal) && !entry.Name.StartsWith('.')) yield return entry.Name;
        }
    }

    public Uri? LinkTo(string key, StoredLink link) => null;

    public Task DeleteAsync(string prefix, CancellationToken ct)
    {
        var path = PathOf(prefix);
        try
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Someone else removed it, which is what was wanted.
        }

        return Task.CompletedTask;
    }

    public async Task<string?> CheckAsync(CancellationToken ct)
    {
        var probe = Path.Combine(root, $".probe-{Guid.CreateVersion7():N}");
        try
        {
            Directory.CreateDirectory(root);
            await File.WriteAllTextAsync(probe, "ok", ct);
            File.Delete(probe);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private string PathOf(string key)
    {
        var path = Path.GetFullPath(Path.Combine(root, key));
        return path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException($"The key '{key}' leaves the store.", nameof(key));
    }
}
