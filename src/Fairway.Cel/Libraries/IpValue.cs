using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>An address.</summary>
internal sealed class IpValue(IPAddress address) : LibraryValue(KubernetesTypes.Ip)
{
    public IPAddress Address => address;

    public int Family => address.AddressFamily == AddressFamily.InterNetwork ? 4 : 6;

    /// <summary>Costs go by its bytes.</summary>
    internal override long? Size => Family == 4 ? 4 : 16;

    public override JsonNode ToJson() => JsonValue.Create(ToString());

    public override string ToString() => address.ToString();

    internal override CelValue EqualTo(CelValue other) =>
        CelBool.Of(other is IpValue that && that.Address.Equals(address));

    internal override CelValue ConvertTo(CelTypeKind kind) =>
        kind == CelTypeKind.String ? new CelString(ToString()) : base.ConvertTo(kind);
}
