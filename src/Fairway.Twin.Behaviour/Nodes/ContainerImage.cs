using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fairway.Api.Twins;
using Fairway.Kube.Pods.Objects;
using Fairway.Schema.Durations;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What a node says of images and of the containers that it makes of them.</summary>
internal static class ContainerImage
{
    /// <summary>The id of an image: a digest that only its name decides.</summary>
    public static string Id(string image)
    {
        var slash = image.LastIndexOf('/');
        var end = image.IndexOfAny(['@', ':'], slash + 1);
        var name = end < 0 ? image : image[..end];
        return $"{name}@sha256:{Hex(image)}";
    }

    /// <summary>The id of one run of a container.</summary>
    public static string ContainerId(string runtimePrefix, string uid, string container, int restarts) =>
        runtimePrefix + Hex(string.Create(CultureInfo.InvariantCulture, $"{uid}/{container}/{restarts}"));

    public static string Pulled(string image, TimeSpan time)
    {
        var span = Span(time);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Successfully pulled image \"{image}\" in {span} ({span} including waiting). "
            + $"Image size: {Size(image)} bytes.");
    }

    public static string Present(string image) =>
        $"Container image \"{image}\" already present on machine and can be accessed by the pod";

    public static string Absent(string image) =>
        $"Container image \"{image}\" is not present with pull policy of Never";

    /// <summary>Why a pull failed, as containerd tells it.</summary>
    public static string Failure(string image, PullFailure why) => why switch
    {
        PullFailure.NotFound => $"rpc error: code = NotFound desc = {Unresolved(image)}: {image}: not found",
        PullFailure.Unauthorized => $"{Unresolved(image)}: failed to authorize: failed to fetch anonymous token: "
            + "unexpected status: 401 Unauthorized",
        _ => $"{Unresolved(image)}: failed to do request: Head \"https://{Registry(image)}/v2/\": "
            + "dial tcp: i/o timeout",
    };

    private static string Unresolved(string image) =>
        $"failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\"";

    public static string Span(TimeSpan time) => GoDuration.Print(time.Ticks * 100);

    private static string Registry(string image) =>
        image.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            && image.AsSpan(0, slash).ContainsAny('.', ':')
            ? image[..slash]
            : "registry-1.docker.io";

    private static int Size(string image) =>
        20_000_000 + (int)(StableHash.Of(Encoding.UTF8.GetBytes(image)) % 400_000_000);

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
