using Fairway.Components.Sealing;

namespace Fairway.Cli.Managers;

/// <summary>Keys that seal Secrets, in a file: a line each, an id and the key in base64; lines with # say
/// something.</summary>
internal static class SealKeyFile
{
    private const int Most = 1 << 16;

    /// <summary>Reads it.</summary>
    /// <exception cref="CliFailure">It is not there, or a line is no key; the message has nothing of its
    /// content.</exception>
    public static SealKeys Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Length <= Most
                ? Parse(path, File.ReadAllLines(path))
                : throw new CliFailure($"{path} has {file.Length} bytes: that is no file of keys");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliFailure($"the keys cannot be read: {e.Message}", e);
        }
    }

    private static SealKeys Parse(string path, string[] lines)
    {
        var keys = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (index, line) in lines.Index())
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 0 || parts[0].StartsWith('#'))
            {
                continue;
            }

            var key = new byte[SealKeys.KeySize + 1];
            if (parts.Length != 2 || !Convert.TryFromBase64String(parts[1], key, out var size)
                || !keys.TryAdd(parts[0], key[..size]))
            {
                throw new CliFailure(
                    $"{path}, line {index + 1}: write an id that no other line has, and {SealKeys.KeySize} bytes in "
                    + "base64 (head -c 32 /dev/urandom | base64)");
            }
        }

        return SealKeySecret.Checked(keys, path);
    }
}
