namespace ComplaintsPlatform.Bench;

/// <summary>Chance that falls the same on every machine and in any order: it depends on what is thrown for
/// alone.</summary>
internal sealed class Dice(string what, int number)
{
    private const ulong Seed = 20_261_129;

    private ulong state = what.Aggregate(Seed, (mixed, letter) => Mix(mixed ^ letter)) ^ Mix((ulong)number);

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        return Mix(state);
    }

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public bool OneIn(int times) => Below(times) == 0;

    public T Of<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    /// <summary>The first ones far more often than the last, as with surnames.</summary>
    public T OftenOf<T>(IReadOnlyList<T> list) =>
        list[(int)(list.Count * Math.Pow(Next() / (double)ulong.MaxValue, 1.6) * 0.999_999)];

    public Guid Id() => Of16(Next(), Next(), 0x80);

    /// <summary>An id that sorts by time, as those of complaints do.</summary>
    public Guid IdAt(DateTimeOffset moment) =>
        Of16(((ulong)moment.ToUnixTimeMilliseconds() << 16) | (Next() & 0xFFFF), Next(), 0x70);

    private static Guid Of16(ulong first, ulong second, byte version)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, first);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], second);
        bytes[6] = (byte)((bytes[6] & 0x0F) | version);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
