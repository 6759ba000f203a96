using System.Net;
using System.Text.Json.Nodes;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>A network: an address and how many of its bits are the network's.</summary>
internal sealed class CidrValue(IPAddress address, int length) : LibraryValue(KubernetesTypes.Cidr)
{
    public IPAddress Address => address;

    public int Length => length;

    /// <summary>Costs go by the bytes that the network's bits take.</summary>
    internal override long? Size => (length + 7) / 8;

    public CidrValue Masked => new(Mask(address), length);

    public bool Contains(IPAddress other) =>
        other.AddressFamily == address.AddressFamily && Mask(other).Equals(Mask(address));

    public override JsonNode ToJson() => JsonValue.Create(ToString());

    public override string ToString() => $"{address}/{length}";

    internal override CelValue EqualTo(CelValue other) =>
        CelBool.Of(other is CidrValue that && that.Length == length && that.Address.Equals(address));

    internal override CelValue ConvertTo(CelTypeKind kind) =>
        kind == CelTypeKind.String ? new CelString(ToString()) : base.ConvertTo(kind);

    private IPAddress Mask(IPAddress other)
    {
        var bytes = other.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(length - (8 * i), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
