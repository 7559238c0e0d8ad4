// Items of a catalog: GB/T 28181-2016 annex A.2.1.9, GB/T 28181-2022 annex A.2.1. Every field but the ID may be missing: regions, systems
// and groups have only some (GB/T 28181-2022 annex J).
import {
  count,
  flag,
  group,
  id,
  integer,
  latitude,
  longitude,
  number,
  optional,
  since2022,
  text,
  until2016,
  word,
} from './fields.ts';

const short = (facts = {}) => optional(text({ maxLength: 64, ...facts }));
const long = (facts = {}) => optional(text({ maxLength: 256, ...facts }));
const small = (facts = {}) => optional(integer(0, 99, facts));

/** Before 2022: PTZType to SVCTimeSupportMode alone. */
const info = group({
  PTZType: optional(
    integer(0, 99, { description: '1: dome, 2: half dome, 3: fixed, 4: pan and tilt; GB/T 28181-2022 has more.' }),
  ),
  PositionType: small(until2016),
  PhotoelectricImagingType: short(since2022),
  CapturePositionType: short(since2022),
  RoomType: small(),
  UseType: small(until2016),
  SupplyLightType: small(),
  DirectionType: small(),
  Resolution: short(),
  StreamNumberList: short(since2022),
  BusinessGroupID: short(until2016),
  DownloadSpeed: short(),
  SVCSpaceSupportMode: small(),
  SVCTimeSupportMode: small(),
  SSVCRatioSupportList: short(since2022),
  MobileDeviceType: small(since2022),
  HorizontalFieldAngle: optional(number(0, 360, since2022)),
  VerticalFieldAngle: optional(number(0, 360, since2022)),
  MaxViewDistance: optional(number(0, 1_000_000, since2022)),
  GrassrootsCode: short(since2022),
  PointType: small(since2022),
  PointCommonName: long(since2022),
  MAC: short(since2022),
  FunctionType: short(since2022),
  EncodeType: short(since2022),
  InstallTime: short(since2022),
  ManagementUnit: long(since2022),
  ContactInfo: long(since2022),
  RecordSaveDays: optional(count(since2022)),
  IndustrialClassification: short(since2022),
});

export const catalogItemFields = {
  DeviceID: id(),
  Name: long(),
  Manufacturer: long(),
  Model: long(),
  Owner: long(until2016),
  CivilCode: short(),
  Block: short(),
  Address: long(),
  Parental: optional(flag()),
  ParentID: long({ description: 'Several are joined by /.' }),
  SafetyWay: small(until2016),
  RegisterWay: small(),
  CertNum: short(until2016),
  Certifiable: optional(flag(until2016)),
  ErrCode: optional(count(until2016)),
  EndTime: short(until2016),
  SecurityLevelCode: short(since2022),
  Secrecy: optional(flag()),
  IPAddress: short(),
  Port: optional(integer(0, 65_535)),
  Password: short(),
  Status: optional(word(['ON', 'OFF'])),
  Longitude: optional(longitude()),
  Latitude: optional(latitude()),
  BusinessGroupID: short(),
  Info: optional(info),
};

export const catalogItem = group(catalogItemFields);

/** An item of a notification, with what happened to it: GB/T 28181-2016 annex A.2.5.5. */
export const catalogEvent = group({
  DeviceID: catalogItemFields.DeviceID,
  Event: word(['ON', 'OFF', 'VLOST', 'DEFECT', 'ADD', 'DEL', 'UPDATE']),
  ...(({ DeviceID: _, ...rest }) => rest)(catalogItemFields),
});
