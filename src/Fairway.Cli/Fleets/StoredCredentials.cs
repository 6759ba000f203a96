using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fairway.Cli.Fleets;

/// <summary>The file that keeps kubeconfigs valid from one start to the next.</summary>
/// <param name="Format">1.</param>
/// <param name="Port">The port of the last run; tried first where the user names none.</param>
/// <param name="Clusters">By cluster id.</param>
internal sealed record StoredCredentials(int Format, int Port, SortedDictionary<string, StoredCluster> Clusters)
{
    private const int Known = 1;

    /// <summary>What a fleet that never ran has.</summary>
    public static StoredCredentials Empty => new(Known, 0, new(StringComparer.Ordinal));

    /// <summary>Reads the file; <see cref="Empty"/> where there is none.</summary>
    /// <exception cref="CliFailure">It is damaged, of a later version, or cannot be read.</exception>
    public static StoredCredentials Read(string path)
    {
        AtomicFile.Check(path);
        try
        {
            if (!File.Exists(path))
            {
                return Empty;
            }

            var stored = JsonSerializer.Deserialize(
                File.ReadAllText(path), CredentialsJson.Default.StoredCredentials);
            if (stored is not { Format: Known })
            {
                throw new CliFailure($"{path} is of another version of fairway; choose another --data folder");
            }

            return stored.IsWhole
                ? stored
                : throw new CliFailure($"{path} is damaged; delete it, and fairway makes new credentials");
        }
        catch (JsonException exception)
        {
            throw new CliFailure(
                $"{path} is damaged at line {exception.LineNumber + 1}; delete it, and fairway makes new credentials",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliFailure($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private bool IsWhole =>
        Port is >= 0 and <= ushort.MaxValue && Clusters.Values.All(cluster => cluster is { IsWhole: true });

    /// <summary>Replaces the file.</summary>
    public void Write(string path) =>
        AtomicFile.Write(path, JsonSerializer.Serialize(this, CredentialsJson.Default.StoredCredentials) + "\n");
}

/// <summary>The secrets of one cluster.</summary>
/// <param name="Certificate">The authority's certificate, PEM.</param>
/// <param name="Key">The authority's key, PEM.</param>
/// <param name="Token">The administrator's token.</param>
internal sealed record StoredCluster(string Certificate, string Key, string Token)
{
    /// <summary>Whether it looks like what was written. Certificates and keys are parsed when they are used.</summary>
    [JsonIgnore]
    public bool IsWhole =>
        Token.Length > 0
        && Token.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
        && Certificate.StartsWith("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)
        && Key.StartsWith("-----BEGIN PRIVATE KEY-----", StringComparison.Ordinal);

    /// <summary>Never the secrets.</summary>
    public override string ToString() => nameof(StoredCluster);
}

/// <summary>Strict: the file is ours.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoredCredentials))]
internal sealed partial class CredentialsJson : JsonSerializerContext;
